import type { Condition } from './conditions/condition';
import type { JudgedRequest } from './judged-request';
import type { CompiledStatement } from './statement';
import { type ContextValue, isUncertain, type KnownValue } from './types';

const longestValue = 120;
const mostValues = 8;

/** What a statement names as its resources, for one request. */
export function resourceList(statement: CompiledStatement, request: JudgedRequest): string {
  const { patterns = [], inverted = false } = statement.resources ?? {};
  const listed = list(patterns.map((pattern) => pattern.substituted(request.keys)));
  return `${inverted ? 'all but ' : ''}${listed}`;
}

/** Which variables in a statement's resources stand for nothing, or for what is not known; empty where none does. */
export function resourceGaps({ resources }: CompiledStatement, request: JudgedRequest): string {
  return absent(resources?.patterns ?? [], request);
}

/** What a condition that holds asks, and what the request has. */
export function conditionHolding(condition: Condition, request: JudgedRequest): string {
  const wanted = list(condition.values.map((value) => value.substituted(request.keys)));
  const found = request.keys.get(condition.key.toLowerCase());
  const has = found === undefined ? 'does not carry it' : holding(found);
  return `its condition ${condition.operator} ${condition.key} ${wanted}: the request ${has}`;
}

/** What a condition that does not hold wants, and what the request has instead. */
export function conditionFailure(condition: Condition, request: JudgedRequest): string {
  const wanted = list(condition.values.map((value) => value.substituted(request.keys)));
  const found = request.keys.get(condition.key.toLowerCase());
  const has = found === undefined ? 'does not carry it' : holding(found);
  return `the condition ${condition.operator} ${condition.key} wants ${wanted} and the request ${has}${absent(condition.values, request)}`;
}

function absent(
  values: readonly { unresolved(keys: JudgedRequest['keys']): readonly string[] }[],
  request: JudgedRequest,
): string {
  const names = [...new Set(values.flatMap((value) => value.unresolved(request.keys)))];
  const isOpen = (name: string) => request.keys.isUncertain(name.toLowerCase());
  const says = (some: readonly string[], what: string) =>
    some.length === 0 ? '' : ` (${what} ${some.map((name) => `\${${name}}`).join(', ')})`;
  return (
    says(
      names.filter((name) => !isOpen(name)),
      'the request has no value for',
    ) + says(names.filter(isOpen), 'it is not known what AWS puts for')
  );
}

/** Who asks, in a word. */
export function principalName({ principal }: JudgedRequest): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'assumed-role':
    case 'federated-user':
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

/** A text that may be long, cut. */
export function shortened(value: string): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
}
