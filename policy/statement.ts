import { compileConditions } from './conditions/compile-conditions';
import type { Condition } from './conditions/condition';
import { ActionSet } from './matching/actions';
import { compilePrincipals, type PrincipalSet } from './matching/principals';
import { ResourceSet } from './matching/resources';
import { PolicyError, type Refuse } from './policy-error';

/** What a policy is attached to: an identity (also a session or a boundary), a resource, or a role as its trust policy. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** One statement of a policy, ready to be judged by. */
export interface CompiledStatement {
  /** `Statement[2] (Sid 'Own')` */
  readonly name: string;
  readonly sid?: string;
  /** As the policy has it. */
  readonly written: object;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: ActionSet;
  /** Absent in a trust policy: its resource is the role. */
  readonly resources?: ResourceSet;
  readonly principals?: PrincipalSet;
  readonly notPrincipals?: PrincipalSet;
  readonly conditions: readonly Condition[];
}

/** What a statement takes from its policy. */
export interface StatementRules {
  readonly source: string;
  readonly kind: PolicyKind;
  /** Policy variables are understood (version 2012-10-17). */
  readonly variables: boolean;
}

const elements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/**
 * Reads one statement.
 *
 * @throws PolicyError for whatever it does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function compileStatement(statement: unknown, index: number, rules: StatementRules): CompiledStatement {
  const unnamed: Refuse = (problem) => new PolicyError(`${rules.source}: Statement[${index}]: ${problem}`);
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) {
    throw unnamed('a statement must be an object');
  }
  const found = new Map<string, unknown>(Object.entries(statement));
  const sid = sidOf(found.get('Sid'), rules.kind, unnamed);
  const name = sid === undefined ? `Statement[${index}]` : `Statement[${index}] (Sid '${sid}')`;
  const refuse: Refuse = (problem) => new PolicyError(`${rules.source}: ${name}: ${problem}`);
  for (const element of found.keys()) if (!elements.has(element)) throw refuse(`unknown element '${element}'`);

  const effect = found.get('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw refuse(`Effect must be 'Allow' or 'Deny'`);
  const actions = oneOf(found, 'Action', 'NotAction', refuse);
  return {
    name,
    ...(sid === undefined ? {} : { sid }),
    written: statement,
    effect,
    actions: new ActionSet(actions.values, actions.inverted, refuse),
    ...resourcesOf(found, effect, rules, refuse),
    ...principalsOf(found, effect, rules.kind, refuse),
    conditions: compileConditions(found.get('Condition'), rules.variables, refuse),
  };
}

function sidOf(sid: unknown, kind: PolicyKind, refuse: Refuse): string | undefined {
  if (sid === undefined) return undefined;
  if (typeof sid !== 'string') throw refuse('Sid must be a string');
  // Services with resource policies allow more characters (documented).
  if (kind !== 'resource' && !/^[A-Za-z0-9]*$/.test(sid))
    throw refuse(`Sid '${sid}' must hold letters and digits only`);
  return sid === '' ? undefined : sid;
}

function resourcesOf(
  found: ReadonlyMap<string, unknown>,
  effect: 'Allow' | 'Deny',
  rules: StatementRules,
  refuse: Refuse,
): Pick<CompiledStatement, 'resources'> {
  if (rules.kind === 'trust') {
    for (const name of ['Resource', 'NotResource']) {
      if (found.has(name)) throw refuse(`a trust policy has no ${name}: its resource is the role`);
    }
    return {};
  }
  const { values, inverted } = oneOf(found, 'Resource', 'NotResource', refuse);
  return { resources: new ResourceSet(values, { inverted, effect, variables: rules.variables }, refuse) };
}

function principalsOf(
  found: ReadonlyMap<string, unknown>,
  effect: 'Allow' | 'Deny',
  kind: PolicyKind,
  refuse: Refuse,
): Pick<CompiledStatement, 'principals' | 'notPrincipals'> {
  const principal = found.get('Principal');
  const notPrincipal = found.get('NotPrincipal');
  if (kind === 'identity') {
    if (principal === undefined && notPrincipal === undefined) return {};
    throw refuse('an identity-based policy has no Principal: it belongs to the identity it is attached to');
  }
  if (principal !== undefined && notPrincipal !== undefined)
    throw refuse('Principal and NotPrincipal exclude each other');
  if (principal !== undefined) return { principals: compilePrincipals(principal, 'Principal', kind, refuse) };
  if (notPrincipal === undefined) throw refuse('Principal is missing');
  if (kind === 'trust') throw refuse('a trust policy has no NotPrincipal');
  if (effect === 'Allow') throw refuse('NotPrincipal is supported with Deny only');
  return { notPrincipals: compilePrincipals(notPrincipal, 'NotPrincipal', kind, refuse) };
}

function oneOf(
  found: ReadonlyMap<string, unknown>,
  name: string,
  notName: string,
  refuse: Refuse,
): { readonly values: readonly string[]; readonly inverted: boolean } {
  if (found.has(name) && found.has(notName)) throw refuse(`${name} and ${notName} exclude each other`);
  const inverted = found.has(notName);
  const present = inverted ? notName : name;
  if (!found.has(present)) throw refuse(`neither ${name} nor ${notName} is there`);
  const element = found.get(present);
  const values: readonly unknown[] = Array.isArray(element) ? element : [element];
  if (values.length === 0) throw refuse(`${present} is empty`);
  return {
    inverted,
    values: values.map((value) => {
      if (typeof value === 'string') return value;
      throw refuse(`${present} must be a string or a list of strings`);
    }),
  };
}
