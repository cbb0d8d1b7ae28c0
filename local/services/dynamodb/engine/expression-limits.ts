import { validationError } from '../errors';
import type { CheckedRequest, DocumentPath } from './checked-request';

/** Documented: an expression string is at most 4 KB (DynamoDB "Constraints", expression parameters). */
const maxExpressionBytes = 4096;

/**
 * The engine's condition parser tries each parenthesis again for every alternative, about four times per level, so a few dozen
 * bytes could keep it busy for hours. AWS has no such limit beyond 300 operators; real conditions nest two or three deep.
 */
const maxParenthesisDepth = 5;
const maxParsingEffort = 60_000;

/** An item of 400 KB holds no longer list; the engine would make one as long as the index says, before it drops the gaps. */
const maxListLength = 400 * 1024;

const conditionExpressions = ['ConditionExpression', 'FilterExpression', 'KeyConditionExpression'] as const;
const allExpressions = [...conditionExpressions, 'UpdateExpression', 'ProjectionExpression'] as const;

/** Refuses expressions that are too long, or that would take the parser too long. Throws a `ValidationException`. */
export function checkExpressionLimits(request: object): void {
  for (const name of allExpressions) {
    const expression: unknown = (request as Record<string, unknown>)[name];
    if (typeof expression !== 'string') continue;
    const bytes = Buffer.byteLength(expression);
    if (bytes > maxExpressionBytes) {
      const words = 'Expression size has exceeded the maximum allowed size';
      throw validationError(`Invalid ${name}: ${words}; expression size: ${bytes}`);
    }
  }
  for (const name of conditionExpressions) {
    const expression: unknown = (request as Record<string, unknown>)[name];
    if (typeof expression === 'string' && expression.includes('(')) checkParentheses(name, expression);
  }
}

function checkParentheses(name: string, expression: string): void {
  let depth = 0;
  let effort = 0;
  for (const character of expression) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth < 0) break;
    effort += 4 ** depth;
    if (depth > maxParenthesisDepth || effort > maxParsingEffort) {
      throw validationError(`Invalid ${name}: The expression is nested too deeply for the local DynamoDB.`);
    }
  }
  if (depth !== 0) throw validationError(`Invalid ${name}: Syntax error; unbalanced parentheses`);
}

/**
 * Refuses list positions that no list can have, and paths such as `a.constructor.b`, by which the engine, building its answer,
 * would reach into JavaScript's own objects. Throws a `ValidationException`.
 */
export function checkParsedPaths(request: CheckedRequest): void {
  request._projection?.paths.forEach(checkPath);
  for (const section of request._updates?.sections ?? []) checkPath(section.path);
}

function checkPath(path: DocumentPath): void {
  // As in an item (see request-body.ts): the engine would set a prototype, and nothing would be kept.
  if (path[0] === '__proto__') throw validationError("The local DynamoDB takes no member named '__proto__'.");
  for (let index = 1; index < path.length; index++) {
    const step = path[index];
    if (typeof step === 'string' && step in Object.prototype) {
      throw validationError(`The local DynamoDB cannot address '${step}' within a map.`);
    }
    if (typeof step === 'number' && step >= maxListLength) {
      throw validationError(`List index is not within the allowable range; index: [${step}]`);
    }
  }
}
