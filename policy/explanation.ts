import { type JudgedRequest, namesResource, namingOf } from './judged-request';
import { conditionFailure, principalName, resourceGaps, resourceList, shortened } from './request-words';
import type { CompiledStatement } from './statement';
import type { Verdict } from './verdict';

/**
 * Why a request was allowed or refused, in lines: the statement that decided, or, where nothing allowed, what each
 * statement that came near lacked. Values are shown, shortened when they are long. No token is ever a condition key, but a
 * guest's identity ID is: an explanation is for whoever runs the cloud, never for a caller.
 */
export function explain(verdict: Verdict, request: JudgedRequest): string {
  const asked = `${request.action} on ${shortened(request.resource)}`;
  if (verdict.kind === 'allow') {
    return `Allowed: ${asked}, by ${verdict.statement.name} of the ${verdict.type} '${verdict.policy.source}'.`;
  }
  if (verdict.kind === 'explicit-deny') {
    return `Denied: ${asked}, explicitly, by ${verdict.statement.name} of the ${verdict.type} '${verdict.policy.source}'.`;
  }
  const reasons = verdict.policies.flatMap((policy) =>
    whyNot(policy.naming(request.action).allows, request).map((reason) => `  ${policy.source}: ${reason}`),
  );
  const none = reasons.length === 0 ? [`  There is no ${verdict.type}.`] : reasons;
  return [`Denied: ${asked}, because no ${verdict.type} allows it.`, ...none].join('\n');
}

/** @param named the statements that allow the action */
function whyNot(named: readonly CompiledStatement[], request: JudgedRequest): readonly string[] {
  if (named.length === 0) return [`no statement allows the action ${request.action}`];
  const onResource = named.filter((statement) => namesResource(statement, request));
  if (onResource.length === 0) {
    return named.map(
      (statement) =>
        `${statement.name} names the action, but not the resource (${resourceList(statement, request)})${resourceGaps(statement, request)}`,
    );
  }
  return onResource.map((statement) => {
    if (namingOf(statement, request) === 'none') {
      return `${statement.name} names action and resource, but not the principal (${principalName(request)})`;
    }
    const failed = statement.conditions.filter((condition) => !condition.holds(request.keys, statement.effect));
    return `${statement.name} names action and resource, but ${failed.map((one) => conditionFailure(one, request)).join(', and ')}`;
  });
}
