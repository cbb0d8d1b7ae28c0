import type { EngineStore } from './engine-store';

/**
 * The parts of `dynalite` that the local DynamoDB stands on, typed: its request types with their checks, and its actions.
 * They are called in process: dynalite's own HTTP server checks no signature, and an error inside it can end the process. The
 * version is pinned exactly, because these modules are not its public interface.
 */

/** The operations whose requests dynalite can check and that it can perform. */
export const dynaliteOperations = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DescribeTable',
  'ListTables',
  'DescribeTimeToLive',
] as const;

export type DynaliteOperation = (typeof dynaliteOperations)[number];

/** How dynalite reports an error that the caller caused. */
export interface DynaliteError extends Error {
  readonly statusCode: number;
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

/** True for an error that has DynamoDB's own form; anything else that dynalite throws is a surprise. */
export function isDynaliteError(error: unknown): error is DynaliteError {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

interface RequestChecks {
  readonly types: object;
  readonly custom?: (request: object, store: object) => string | undefined;
}

interface Validations {
  checkTypes(request: object, types: object): Record<string, unknown>;
  checkValidations(request: object, types: object, custom: RequestChecks['custom'], store: object): void;
}

/** Performs an operation; calls back once, synchronously over a synchronous store. */
export type DynaliteAction = (
  store: EngineStore,
  request: object,
  callback: (error: unknown, output?: object) => void,
) => void;

// Neither has type declarations; both are CommonJS.
const validations: Validations = require('dynalite/validations');

function fileName(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

/** Parameters that its checks drop, although its actions heed them: a scan of a global index is never consistent. */
const dropped: Readonly<Record<string, object>> = { Scan: { ConsistentRead: 'Boolean' } };

const checks = new Map<string, RequestChecks>(
  dynaliteOperations.map((operation) => {
    const { types, ...others }: RequestChecks = require(`dynalite/validations/${fileName(operation)}`);
    return [operation, { ...others, types: { ...types, ...dropped[operation] } }];
  }),
);
const actions = new Map<string, DynaliteAction>();

/**
 * Checks a request as DynamoDB does, and answers it in the engine's form: unknown members dropped, numbers in their normal
 * form, expressions parsed. Throws a {@link DynaliteError}, or anything at all where the request's shape surprises dynalite.
 *
 * @param maxItemSize bytes
 */
export function checkRequest(
  operation: DynaliteOperation,
  request: object,
  maxItemSize: number,
): Record<string, unknown> {
  const { types, custom } = checks.get(operation) as RequestChecks;
  const checked = validations.checkTypes(request, types);
  validations.checkValidations(checked, types, custom, { options: { maxItemSize } });
  return checked;
}

/** dynalite's action for an operation, loaded when first used. */
export function dynaliteAction(operation: DynaliteOperation): DynaliteAction {
  let action = actions.get(operation);
  if (action === undefined) {
    action = require(`dynalite/actions/${fileName(operation)}`) as DynaliteAction;
    actions.set(operation, action);
  }
  return action;
}
