import { arn, poolId } from './deployment';
import { type Game, serviceSession } from './game';

/** A call that takes a role. */
export interface TakingCall {
  readonly operation: 'GetCredentialsForIdentity' | 'AssumeRoleWithWebIdentity';
  readonly input: object;
  /** As reports name whoever makes it. */
  readonly caller: string;
  /** What no report may name them by. */
  readonly secret?: string;
}

/** Makes the call that comes by one way to a role. */
export type MakeCall = (game: Game, roleName: string) => Promise<TakingCall>;

type Logins = Record<string, string>;

const pool = 'cognito-identity.amazonaws.com';

/** The enhanced flow, in which the pool picks the role. No logins: a guest. */
export function enhanced(loginsOf: (game: Game, roleName: string) => Promise<Logins>): MakeCall {
  return async (game, roleName) => {
    const Logins = await loginsOf(game, roleName);
    const IdentityId = await idOf(game, Logins);
    const name = Object.keys(Logins).length === 0 ? guest(IdentityId) : player(IdentityId);
    return { operation: 'GetCredentialsForIdentity', input: { IdentityId, Logins }, ...name };
  };
}

/** The enhanced flow with the token that the game's backend got. */
export function enhancedByBackend(tags?: Record<string, string>): MakeCall {
  return async (game) => {
    const { IdentityId, Token } = await developerToken(game, tags);
    const input = { IdentityId, Logins: { [pool]: Token } };
    return { operation: 'GetCredentialsForIdentity', input, ...player(IdentityId) };
  };
}

/** The basic flow, in which the player picks the role. No logins: a guest. */
export function basic(loginsOf: (game: Game) => Promise<Logins>): MakeCall {
  return async (game, roleName) => {
    const Logins = await loginsOf(game);
    const IdentityId = await idOf(game, Logins);
    const { Token } = await game.cloud.identity<{ Token: string }>('GetOpenIdToken', { IdentityId, Logins });
    const name = Object.keys(Logins).length === 0 ? guest(IdentityId) : player(IdentityId);
    return { ...taking(roleName, Token), ...name };
  };
}

/** The basic flow with the token that the game's backend got. */
export const basicByBackend: MakeCall = async (game, roleName) => {
  const { IdentityId, Token } = await developerToken(game);
  return { ...taking(roleName, Token), ...player(IdentityId) };
};

/** STS with a provider's own token. */
export function direct(tokenOf: (game: Game) => Promise<string>, caller: string, more: object = {}): MakeCall {
  return async (game, roleName) => {
    const { operation, input } = taking(roleName, await tokenOf(game));
    return { operation, input: { ...input, ...more }, caller };
  };
}

function taking(roleName: string, WebIdentityToken: string) {
  const input = { RoleArn: arn(roleName), RoleSessionName: 'game', WebIdentityToken };
  return { operation: 'AssumeRoleWithWebIdentity', input } as const;
}

/** A guest's identity ID is a bearer secret. */
function guest(identityId: string) {
  return { caller: `${pool}:${poolId}:***`, secret: identityId };
}

function player(identityId: string) {
  return { caller: `${pool}:${poolId}:${identityId}` };
}

async function idOf({ cloud }: Game, Logins: Logins): Promise<string> {
  return (await cloud.identity('GetId', { IdentityPoolId: poolId, Logins })).IdentityId;
}

function developerToken(game: Game, PrincipalTags: Record<string, string> = {}) {
  return game.cloud.identity<{ IdentityId: string; Token: string }>(
    'GetOpenIdTokenForDeveloperIdentity',
    { IdentityPoolId: poolId, Logins: { backend: 'ana' }, PrincipalTags },
    serviceSession(game, 'Backend'),
  );
}
