import type { HttpRequest } from '../../http/message';
import { jsonBody } from '../../protocols/aws-json';
import { serializationError, validationError } from './errors';

/**
 * JSON levels. Documented: attributes nest 32 levels deep at most, each of them two levels of JSON, within at most seven more of
 * a batch's or transaction's own.
 */
const maxJsonDepth = 72;

/**
 * The body as a JSON object that is safe to hand on: bounded in depth, and without members named `__proto__`, which would become
 * prototypes when the engine copies them. Throws a `SerializationException` or `ValidationException`.
 */
export function requestBody(request: HttpRequest): Record<string, unknown> {
  const body = jsonBody(request);
  if (!isObject(body)) throw serializationError('Start of structure or map found where not expected');
  checkShape(body, 1);
  return body;
}

/** True for a JSON object, not for an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkShape(value: object, depth: number): void {
  if (depth > maxJsonDepth) {
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  if (Object.hasOwn(value, '__proto__')) {
    throw validationError("The local DynamoDB takes no member named '__proto__'.");
  }
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) checkShape(member, depth + 1);
  }
}
