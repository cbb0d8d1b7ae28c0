import { ServiceError } from '../../../shared/service-error';
import type { DocumentPath } from '../engine/checked-request';
import type { TransactedAction } from '../engine/transact';
import {
  duplicateItem,
  isConditionalCheckFailure,
  isResourceNotFound,
  isValidationError,
  validationError,
} from '../errors';
import type { TableRequest } from '../table-request';
import { cancellation } from '../transactions/cancellation';
import type { Plan, Work } from './plan';
import { UnnamedItem } from './unnamed-item';
import { inWordsOfStatements } from './words';

/** A statement as an action of a transaction. */
export interface TransactedWork {
  readonly action: TransactedAction;
  readonly request: TableRequest;
  readonly projection?: readonly DocumentPath[];
  /** What the action's failure is as the statement's. */
  failureOf(failure: ServiceError | undefined): ServiceError | undefined;
}

/** Names the statement in what is wrong with it (**observed**: paritysuite/dynamodb-conformance, partiqlGrammar). */
export function inStatement<Answer>(index: number, run: () => Answer): Answer {
  try {
    return inWordsOfStatements(run);
  } catch (error) {
    if (!isValidationError(error) || error instanceof UnnamedItem) throw error;
    throw validationError(`Validation failed in TransactStatements[${index}]: ${error.message}`);
  }
}

/**
 * The statements as actions of one transaction. A statement that names no item, or a table that is not there, cancels the transaction
 * (**observed**: floci-io/floci#3798); anything else that is wrong with one is the request's fault.
 */
export function transactedWork(plans: readonly Plan[]): readonly TransactedWork[] {
  const works = plans.map((plan, index) => workOrFailure(plan, index));
  const failures = works.map((one) => (one instanceof ServiceError ? one : undefined));
  if (failures.some((one) => one !== undefined)) throw cancellation(failures);
  return works.flatMap((one) => (one instanceof ServiceError ? [] : [actionOf(one)]));
}

function workOrFailure(plan: Plan, index: number): Work | ServiceError {
  try {
    return inStatement(index, () => plan.work());
  } catch (error) {
    if (error instanceof UnnamedItem) {
      return validationError('The provided key element does not match the schema');
    }
    if (!isResourceNotFound(error)) throw error;
    return error;
  }
}

function actionOf(work: Work): TransactedWork {
  if (work.kind === 'read') throw validationError('Unsupported operation');
  const { request } = work;
  const operation = operationOf(work);
  return {
    action: { operation, request: request.checked },
    request,
    ...(work.kind === 'get' && work.projection !== undefined && { projection: work.projection }),
    failureOf: (failure) => (operation === 'PutItem' && isConditionalCheckFailure(failure) ? duplicateItem() : failure),
  };
}

function operationOf(work: Exclude<Work, { readonly kind: 'read' }>): TransactedAction['operation'] {
  if (work.kind === 'get') return 'GetItem';
  return work.kind === 'check' ? 'ConditionCheckItem' : work.operation;
}
