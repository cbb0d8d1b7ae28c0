import type { CompiledPolicy } from './compile';
import type { JudgedRequest } from './judged-request';
import { type Lack, lacksOf } from './lacks';
import type { PolicyType } from './policy-type';
import { conditionHolding } from './request-words';
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

/** Of all that lacks one and the same key: a statement that would be about the request if its caller had that. */
const missingKeyWeight = 0.5;

function weightOf(lacks: readonly Lack[], shared: number): number {
  const missing = new Set(lacks.flatMap(({ missingKey = [] }) => missingKey));
  const weigh = ({ element }: Lack) =>
    element === 'resource' && shared > fieldsOfArn ? anotherFolder : weights[element];
  return lacks
    .filter(({ missingKey }) => missingKey === undefined)
    .reduce((sum, lack) => sum + weigh(lack), missing.size * missingKeyWeight);
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
