import type { OpenTemplate } from './deployment';

/** A mistake in the app, as it shows in its templates, and the check of the smoke test that it fails. */
export interface Mutation {
  readonly mistake: string;
  /** Changes a template; answers whether there was something to change in it. */
  readonly change: (template: OpenTemplate) => boolean;
  readonly fails: { readonly player: 'guest' | 'signed-in' | 'backend'; readonly check: string };
  /** Tried with the deployed function in its own process too. */
  readonly asDeployed?: true;
}

/** Templates are data of many shapes; a mutation reaches into them as it likes. */
// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no type of their own
export type Loose = any;

/** Changes the one resource whose logical ID begins so. */
export function inResource(idPrefix: string, type: string, change: (properties: Loose) => void) {
  return ({ Resources }: OpenTemplate) => {
    const found = Object.entries(Resources).filter(
      ([id, resource]) => id.startsWith(idPrefix) && resource.Type === type,
    );
    for (const [, resource] of found) change(resource.Properties);
    return found.length > 0;
  };
}

/** @param role what the role's logical ID begins with */
export const inTrust = (role: string, change: (statement: Loose) => void) =>
  inResource(role, 'AWS::IAM::Role', ({ AssumeRolePolicyDocument }) => change(AssumeRolePolicyDocument.Statement[0]));

/** @param role what the role's logical ID begins with */
export const inGrant = (role: string, sid: string, change: (statement: Loose) => void) =>
  inResource(`${role}DefaultPolicy`, 'AWS::IAM::Policy', ({ PolicyDocument }) => {
    const statement = PolicyDocument.Statement.find(({ Sid }: Loose) => Sid === sid);
    if (statement === undefined) throw new Error(`${role} has no statement ${sid}`);
    change(statement);
  });

/** Rewrites every string below a value. */
function rewrite(value: Loose, replace: (text: string) => string): Loose {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => rewrite(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(item, replace)]));
}

export const inResources = (from: string, to: string) => (statement: Loose) => {
  statement.Resource = rewrite(statement.Resource, (text) => text.replace(from, to));
};
export const inConditions = (from: string, to: string) => (statement: Loose) => {
  statement.Condition = rewrite(statement.Condition, (text) => text.replace(from, to));
};
export const renamedOperator = (from: string, to: string) => (statement: Loose) => {
  statement.Condition[to] = statement.Condition[from];
  delete statement.Condition[from];
};
