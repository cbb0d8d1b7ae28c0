import type { DeployedStack } from '../../assembly/types';

/** A provider that trust policies name, and the apps whose tokens they take. */
export interface DirectlyTrusted {
  /** The principal: `accounts.google.com`, `www.amazon.com`, `graph.facebook.com`, or the ARN of an IAM OIDC provider. */
  readonly provider: string;
  readonly appIds: readonly string[];
}

/** The last part of the condition key that holds an app's ID (documented: IAM guide, "Available keys for AWS OIDC federation"). */
const appKeys = ['aud', 'app_id'];

/**
 * Which of these providers the templates' roles trust directly. It only tells whom the deployment has to do with: what a trust policy
 * means is the evaluator's to say.
 */
export function directlyTrusted(stacks: readonly DeployedStack[], providers: Iterable<string>): DirectlyTrusted[] {
  const statements = stacks
    .flatMap((stack) => stack.resources)
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ properties }) => list(member(properties.AssumeRolePolicyDocument, 'Statement')));
  return [...providers].flatMap((provider) => {
    const trusting = statements.filter((statement) =>
      list(member(member(statement, 'Principal'), 'Federated')).includes(provider),
    );
    if (trusting.length === 0) return [];
    // Of an IAM provider the keys begin with its issuer, which its ARN ends with.
    const keyPrefix = provider.slice(provider.indexOf('/') + 1);
    const conditions = trusting.flatMap((statement) => Object.values(Object(member(statement, 'Condition'))));
    const appIds = conditions.flatMap((keys) => appKeys.flatMap((key) => list(member(keys, `${keyPrefix}:${key}`))));
    return [{ provider, appIds: [...new Set(appIds.filter((id) => typeof id === 'string'))] }];
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}
