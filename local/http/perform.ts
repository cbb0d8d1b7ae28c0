import type { Decision } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';
import type { Asked } from '../iam/refused';
import type { Session } from '../sessions/session';
import type { OnDecision } from './call-decision';
import { completeQuestion } from './complete-question';
import type { HttpRequest } from './message';
import type { AnyOperation, Call, Service } from './operation';
import { notImplemented } from './unlisted-operation';

/** A call of an operation, once its signature holds. */
export interface OperationCall<Output> {
  readonly service: Service<Output>;
  readonly operation: AnyOperation<Output>;
  readonly request: HttpRequest;
  /** Who signed it; absent when it came unsigned. */
  readonly session?: Session;
  readonly region: string;
  /** IAM's answer to a question about who signed it. */
  readonly decide: (question: AuthorizationQuestion) => Decision;
  readonly onDecision?: OnDecision;
}

/**
 * Parses, asks IAM every question, runs.
 *
 * @throws ServiceError in the service's words
 */
export async function perform<Output>(asked: OperationCall<Output>): Promise<Output> {
  const { operation, request } = asked;
  const call = callOf(asked);
  const input = operation.parse(request);
  // No pause from here to the run, which another call might use: what a question says of an object must be so when it is read.
  for (const question of operation.authorize(input, call)) call.require(question);
  if (operation.run === undefined) throw notImplemented(operation.name);
  return operation.run(input, call);
}

/** What the operation knows of its call: every decision about it goes one way, whomever it is about and whenever it is asked. */
export function callOf<Output>(performed: OperationCall<Output>): Call {
  const { service, operation, request, session, region, decide, onDecision } = performed;
  const told = (asked: Asked) =>
    onDecision?.({
      requestId: request.requestId,
      service: service.signingName,
      operation: operation.name,
      ...(session === undefined ? {} : { accessKeyId: session.credentials.accessKeyId }),
      ...asked,
    });
  const call: Call = {
    request,
    region,
    ...(session === undefined ? {} : { session }),
    permits: (question) => decide(completeQuestion(service, operation, question)).allowed,
    require: (question) => {
      const decision = decide(completeQuestion(service, operation, question));
      const caller = session?.arn ?? 'anonymous';
      if (decision.allowed) return told({ caller, question, decision });
      call.refuse({ caller, question, decision }, service.accessDenied(decision.sentence(caller)));
    },
    refuse: (refused, answer) => {
      told(refused);
      throw answer;
    },
    allowed: told,
  };
  return call;
}
