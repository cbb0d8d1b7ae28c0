import type { CompiledPolicy } from './compile';
import type { Condition } from './conditions/condition';
import { type JudgedRequest, namesResource, namingOf } from './judged-request';
import type { PolicyType } from './policy-type';
import { conditionFailure, conditionHolding, principalName, resourceGaps, resourceList } from './request-words';
import type { CompiledStatement } from './statement';
import type { Verdict } from './verdict';

/** Why a request was allowed or refused, for programs; `explain` says the same, and more, in lines. */
export interface Reason {
  readonly kind: Verdict['kind'];
  /** The kind of policy that decided, or whose word was missing. */
  readonly type: PolicyType;
  readonly action: string;
  readonly resource: string;
  /** The statement that decided; where nothing allowed, the one that came nearest to it. Absent: no policy has any that allows. */
  readonly statement?: StatementReason;
  /** Where nothing allowed: every policy that was asked, as explanations name it. */
  readonly asked: readonly string[];
}

/** A statement, as far as one request is concerned. */
export interface StatementReason {
  /** The policy, as explanations name it. */
  readonly source: string;
  /** `Statement[2] (Sid 'Own')` */
  readonly name: string;
  readonly sid?: string;
  /** As the policy has it, its references resolved. */
  readonly written: object;
  /** What of it took the request: its pattern for the resource, and each condition with the request's value. */
  readonly took: readonly string[];
  /** What kept it from deciding; empty where it decided. */
  readonly lacks: readonly Lack[];
}

/** One element of a statement that does not take a request. */
export interface Lack {
  readonly element: 'action' | 'resource' | 'principal' | 'condition';
  /** What the element asks, whoever the request is of: the same for every request that fails at it. */
  readonly of: string;
  /** What it asks and what the request has, in words. */
  readonly says: string;
}

/** The reason behind a verdict. */
export function reasonOf(verdict: Verdict, request: JudgedRequest): Reason {
  const { action, resource } = request;
  const asked = { action, resource, kind: verdict.kind, type: verdict.type };
  if (verdict.kind !== 'implicit-deny') {
    return { ...asked, asked: [], statement: statementReason(verdict.policy, verdict.statement, request, []) };
  }
  const statement = nearest(verdict.policies, request);
  return {
    ...asked,
    asked: verdict.policies.map(({ source }) => source),
    ...(statement === undefined ? {} : { statement }),
  };
}

/**
 * The Allow that lacks least. A failed condition is nearer than another folder of the same resource, that nearer than an action that is not
 * listed, and that nearer than another resource. Of several, the one whose resource begins most like the one asked for, and then the first.
 */
function nearest(policies: readonly CompiledPolicy[], request: JudgedRequest): StatementReason | undefined {
  let best: { readonly found: StatementReason; readonly rank: readonly [number, number] } | undefined;
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect !== 'Allow') continue;
      const lacks = lacksOf(statement, request);
      const shared = sharedFolders(statement, request);
      const [weight, unlike] = [weightOf(lacks, shared), -shared];
      if (best !== undefined && (weight > best.rank[0] || (weight === best.rank[0] && unlike >= best.rank[1])))
        continue;
      best = { found: statementReason(policy, statement, request, lacks), rank: [weight, unlike] };
    }
  }
  return best?.found;
}

const weights: Readonly<Record<Lack['element'], number>> = {
  condition: 1,
  principal: 100,
  action: 1_000,
  resource: 10_000,
};
/** Of a resource that differs below its first folder only. */
const anotherFolder = 500;
/** `arn:aws:s3:::bucket`: who shares more has a folder in common. */
const fieldsOfArn = 6;

function weightOf(lacks: readonly Lack[], shared: number): number {
  const weigh = ({ element }: Lack) =>
    element === 'resource' && shared > fieldsOfArn ? anotherFolder : weights[element];
  return lacks.reduce((sum, lack) => sum + weigh(lack), 0);
}

/** How many folders of the resource asked for a statement's nearest resource shares. */
function sharedFolders({ resources }: CompiledStatement, { resource, keys }: JudgedRequest): number {
  const asked = resource.split(/[/:]/);
  const shared = (pattern: string) => {
    const folders = pattern.split(/[/:]/);
    const differs = folders.findIndex((folder, index) => folder !== asked[index]);
    return differs === -1 ? folders.length : differs;
  };
  return Math.max(0, ...(resources?.patterns ?? []).map((pattern) => shared(pattern.substituted(keys))));
}

function lacksOf(statement: CompiledStatement, request: JudgedRequest): readonly Lack[] {
  const lacks: Lack[] = [];
  if (!statement.actions.includes(request.action)) {
    lacks.push({ element: 'action', of: 'its actions', says: `it does not list ${request.action}` });
  }
  if (!namesResource(statement, request)) {
    lacks.push({
      element: 'resource',
      of: 'its resources',
      says: `its resources are ${resourceList(statement, request)}${resourceGaps(statement, request)}`,
    });
  }
  if (namingOf(statement, request) === 'none') {
    lacks.push({ element: 'principal', of: 'its principal', says: `it does not name ${principalName(request)}` });
  }
  for (const condition of failed(statement.conditions, request, statement.effect)) {
    const of = `${condition.operator} ${condition.key}`;
    lacks.push({ element: 'condition', of, says: conditionFailure(condition, request) });
  }
  return lacks;
}

function failed(conditions: readonly Condition[], { keys }: JudgedRequest, effect: 'Allow' | 'Deny') {
  return conditions.filter((condition) => !condition.holds(keys, effect));
}

function statementReason(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  request: JudgedRequest,
  lacks: readonly Lack[],
): StatementReason {
  const { name, sid, written, resources, conditions, effect } = statement;
  const pattern = resources?.patterns.find((one) => one.matches(request.resource, request.keys));
  return {
    source: policy.source,
    name,
    ...(sid === undefined ? {} : { sid }),
    written,
    took: [
      ...(pattern === undefined ? [] : [`its resource ${pattern.text}`]),
      ...conditions
        .filter((condition) => condition.holds(request.keys, effect))
        .map((condition) => conditionHolding(condition, request)),
    ],
    lacks,
  };
}
