import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import { type Authority, type Decision, decide } from '../../policy/decide';
import { type ContextValue, type Principal, requestContext } from '../../policy/types';

export const account = '123456789012';
export const roleArn = `arn:aws:iam::${account}:role/player`;
export const sessionArn = `arn:aws:sts::${account}:assumed-role/player/adele`;

/** A session of the role `player`. */
export const player: Principal = { kind: 'assumed-role', account, roleArn, sessionArn, roleId: 'AROAEXAMPLEPLAYER' };

export type Keys = Readonly<Record<string, ContextValue | undefined>>;
export type Statement = Readonly<Record<string, unknown>>;

/** A policy document of the version that knows policy variables. */
export const document = (...statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

export const identityPolicy = (...statements: readonly Statement[]): CompiledPolicy =>
  compilePolicy(document(...statements), 'test policy', 'identity');

export const resourcePolicy = (...statements: readonly Statement[]): CompiledPolicy =>
  compilePolicy(document(...statements), 'test resource policy', 'resource');

export const trustPolicy = (...statements: readonly Statement[]): CompiledPolicy =>
  compilePolicy(document(...statements), 'test trust policy', 'trust');

/** Asks for a player whose role has these policies. */
export function ask(
  action: string,
  resource: string,
  authority: Partial<Authority> & { readonly keys?: Keys },
): Decision {
  const { keys = {}, ...rest } = authority;
  return decide(
    { action, resource },
    { principal: player, context: requestContext(keys), identityPolicies: [], ...rest },
  );
}

export const allowEverything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The reason of a decision that a test made up. */
export function noReason(): never {
  throw new Error('a decision that is made up has no reason');
}
