import { PolicyError } from './policy-error';
import { type CompiledStatement, compileStatement, type PolicyKind } from './statement';

export type { PolicyKind } from './statement';

/** The statements of a policy that name one action. */
export interface ActionStatements {
  readonly denies: readonly CompiledStatement[];
  readonly allows: readonly CompiledStatement[];
}

/** A policy document, compiled once and then judged by many times. Made by {@link compilePolicy} only. */
export interface CompiledPolicy {
  /** Where it comes from, as errors and explanations name it. */
  readonly source: string;
  readonly kind: PolicyKind;
  /** What it was compiled from. */
  readonly document: object;
  readonly statements: readonly CompiledStatement[];
  /** The statements that name an action, whatever else they ask. */
  naming(action: string): ActionStatements;
}

// Actions come from tables, so there are few; the limit is for a caller that invents them.
const rememberedActions = 1_000;

/**
 * Compiles a policy document.
 *
 * @param document the parsed JSON
 * @param source the place to name in errors and explanations: `role player (inline policy Own)`
 * @param kind `identity` also for session policies and permissions boundaries; `trust` for a role's trust policy
 * @throws PolicyError naming source, statement and element, for anything that it does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function compilePolicy(document: unknown, source: string, kind: PolicyKind): CompiledPolicy {
  const refuse = (problem: string) => new PolicyError(`${source}: ${problem}`);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw refuse('a policy must be a JSON object');
  }
  const found = new Map<string, unknown>(Object.entries(document));
  for (const element of found.keys()) {
    if (!['Version', 'Id', 'Statement'].includes(element)) throw refuse(`unknown element '${element}'`);
  }
  const id = found.get('Id');
  if (id !== undefined && kind === 'identity') throw refuse('an identity-based policy has no Id');
  if (id !== undefined && typeof id !== 'string') throw refuse('Id must be a string');

  const rules = { source, kind, variables: understandsVariables(found.get('Version'), refuse) };
  const element = found.get('Statement');
  const list: readonly unknown[] = Array.isArray(element) ? element : [element];
  if (element === undefined || list.length === 0) throw refuse('Statement is missing');
  const statements = list.map((statement, index) => compileStatement(statement, index, rules));
  const sids = new Set<string>();
  for (const { sid, name } of statements) {
    // What a service asks of the Sids in its resource policies is its own affair.
    if (sid === undefined || kind === 'resource') continue;
    if (sids.has(sid)) throw refuse(`${name}: another statement has the same Sid`);
    sids.add(sid);
  }
  return withIndex({ source, kind, document, statements });
}

/** Documented: without `Version` it is 2008-10-17, in which `${…}` is ordinary text. */
function understandsVariables(version: unknown, refuse: (problem: string) => PolicyError): boolean {
  switch (version) {
    case '2012-10-17':
      return true;
    case undefined:
    case '2008-10-17':
      return false;
    default:
      throw refuse(`unknown Version ${JSON.stringify(version)}; write "2012-10-17"`);
  }
}

function withIndex(policy: Omit<CompiledPolicy, 'naming'>): CompiledPolicy {
  const { statements } = policy;
  const index = new Map<string, ActionStatements>();
  return {
    ...policy,
    naming(action) {
      const known = index.get(action);
      if (known !== undefined) return known;
      const named = statements.filter((statement) => statement.actions.includes(action));
      const split = {
        denies: named.filter((statement) => statement.effect === 'Deny'),
        allows: named.filter((statement) => statement.effect === 'Allow'),
      };
      if (index.size < rememberedActions) index.set(action, split);
      return split;
    },
  };
}
