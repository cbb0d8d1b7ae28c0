import type { Condition } from './conditions/condition';
import { type JudgedRequest, namesResource, namingOf } from './judged-request';
import { conditionFailure, principalName, resourceGaps, resourceList } from './request-words';
import type { CompiledStatement } from './statement';
import { isUncertain } from './types';

/** One element of a statement that does not take a request. */
export interface Lack {
  readonly element: 'action' | 'resource' | 'principal' | 'condition';
  /** What the element asks, whoever the request is of: the same for every request that fails at it. */
  readonly of: string;
  /** What it asks and what the request has, in words. */
  readonly says: string;
  /** The key that the request does not carry, and without which this can't be so: several elements may lack the same. Absent: none. */
  readonly missingKey?: string;
}

/** What keeps a statement from deciding about a request, element by element. */
export function lacksOf(statement: CompiledStatement, request: JudgedRequest): readonly Lack[] {
  const lacks: Lack[] = [];
  if (!statement.actions.includes(request.action)) {
    lacks.push({ element: 'action', of: 'its actions', says: `it does not list ${request.action}` });
  }
  if (!namesResource(statement, request)) {
    const says = `its resources are ${resourceList(statement, request)}${resourceGaps(statement, request)}`;
    lacks.push({ element: 'resource', of: 'its resources', says, ...missing(missingInResources(statement, request)) });
  }
  if (namingOf(statement, request) === 'none') {
    lacks.push({ element: 'principal', of: 'its principal', says: `it does not name ${principalName(request)}` });
  }
  for (const condition of statement.conditions) {
    if (condition.holds(request.keys, statement.effect)) continue;
    const of = `${condition.operator} ${condition.key}`;
    const says = conditionFailure(condition, request);
    lacks.push({ element: 'condition', of, says, ...missing(missingInCondition(condition, request)) });
  }
  return lacks;
}

function missing(key: string | undefined): Pick<Lack, 'missingKey'> {
  return key === undefined ? {} : { missingKey: key.toLowerCase() };
}

function missingInResources({ resources }: CompiledStatement, request: JudgedRequest): string | undefined {
  return missingVariable(resources?.patterns ?? [], [request.resource], request);
}

function missingInCondition({ key, values }: Condition, request: JudgedRequest): string | undefined {
  const found = request.keys.get(key.toLowerCase());
  if (found === undefined) return key;
  return isUncertain(found) ? undefined : missingVariable(values, [found].flat(), request);
}

/** A variable without a value in a text that begins like one asked for: with a value it might have been that. */
function missingVariable(
  texts: Condition['values'],
  asked: readonly string[],
  { keys }: JudgedRequest,
): string | undefined {
  for (const text of texts) {
    const [name] = text.unresolved(keys);
    const [beginning = ''] = text.substituted(keys).split('${');
    if (name !== undefined && beginning !== '' && asked.some((one) => one.startsWith(beginning))) return name;
  }
  return undefined;
}
