import { z } from 'zod';
import type { HttpRequest } from '../../http/message';
import { jsonInput } from '../../protocols/aws-json';
import { invalidInput } from './errors';

// Limits as the API reference gives them.
const id = z
  .string()
  .max(55)
  .regex(/^[\w-]+:[0-9a-f-]+$/, 'failed to satisfy the pattern [\\w-]+:[0-9a-f-]+');

/** `REGION:GUID` of a pool. */
export const identityPoolId = id;

/** `REGION:GUID` of an identity. */
export const identityId = id;

/** A provider's key and its token, or a developer's name for the user. */
export const logins = z
  .unknown()
  // A record leaves this member out, and a login that is left out would make a guest of its player.
  .refine((map) => !(typeof map === 'object' && map !== null && Object.hasOwn(map, '__proto__')), 'no such provider')
  .pipe(
    z
      .record(z.string().min(1).max(128), z.string().min(1).max(50_000))
      .refine((map) => Object.keys(map).length <= 10, 'holds at most 10 logins'),
  );

/** A developer provider's name. */
export const developerProviderName = z
  .string()
  .max(128)
  .regex(/^[\w._-]+$/);

/** A developer's own name for a user. */
export const developerUserIdentifier = z.string().min(1).max(1024);

/** How many results a page holds at most. */
export const pageSize = z.int().min(1).max(60);

/** The request's body as an operation's input; throws InvalidParameterException. */
export function input<Schema extends z.ZodType>(request: HttpRequest, schema: Schema): z.output<Schema> {
  return jsonInput(request, schema, invalidInput);
}
