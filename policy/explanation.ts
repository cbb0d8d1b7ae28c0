import type { Condition } from './conditions/condition';
import { type JudgedRequest, namesResource, namingOf } from './judged-request';
import type { CompiledStatement } from './statement';
import { type ContextValue, isUncertain, type KnownValue } from './types';
import type { Verdict } from './verdict';

const longestValue = 120;
const mostValues = 8;

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
      (statement) => `${statement.name} names the action, but not the resource${resources(statement, request)}`,
    );
  }
  return onResource.map((statement) => {
    if (namingOf(statement, request) === 'none') {
      return `${statement.name} names action and resource, but not the principal (${principal(request)})`;
    }
    const failed = statement.conditions.filter((condition) => !condition.holds(request.keys, statement.effect));
    return `${statement.name} names action and resource, but ${failed.map((one) => failure(one, request)).join(', and ')}`;
  });
}

function resources(statement: CompiledStatement, request: JudgedRequest): string {
  const { patterns = [], inverted = false } = statement.resources ?? {};
  const listed = list(patterns.map((pattern) => pattern.substituted(request.keys)));
  return ` (${inverted ? 'all but ' : ''}${listed})${absent(patterns, request)}`;
}

function failure(condition: Condition, request: JudgedRequest): string {
  const wanted = list(condition.values.map((value) => value.substituted(request.keys)));
  const found = request.keys.get(condition.key.toLowerCase());
  const has = found === undefined ? 'does not carry it' : holding(found);
  return `the condition ${condition.operator} ${condition.key} wants ${wanted} and the request ${has}${absent(condition.values, request)}`;
}

function absent(
  values: readonly { unresolved(keys: JudgedRequest['keys']): readonly string[] }[],
  request: JudgedRequest,
): string {
  const names = new Set(values.flatMap((value) => value.unresolved(request.keys)));
  return names.size === 0
    ? ''
    : ` (the request has no value for ${[...names].map((name) => `\${${name}}`).join(', ')})`;
}

function principal({ principal }: JudgedRequest): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'assumed-role':
      return principal.sessionArn;
    case 'user':
      return principal.arn;
  }
}

function holding(value: ContextValue): string {
  if (!isUncertain(value)) return `has ${shown(value)}`;
  if (value.uncertain === 'anything')
    return 'may carry it in AWS, where the local cloud does not know with which value';
  const cases = value.uncertain.map((one) => (one === undefined ? 'does not carry it' : `has ${shown(one)}`));
  return `${cases.join(' or ')}: which of them in AWS is unconfirmed, and a condition must hold in each`;
}

function shown(value: KnownValue): string {
  return typeof value === 'string' ? `'${shortened(value)}'` : `[${list(value)}]`;
}

function list(values: readonly string[]): string {
  const first = values.slice(0, mostValues).map((value) => `'${shortened(value)}'`);
  const rest = values.length - first.length;
  return rest > 0 ? `${first.join(', ')} and ${rest} more` : first.join(', ');
}

function shortened(value: string): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
}
