import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { GameConfig } from './game-config';
import { guestIds } from './guest-ids';

/** A token for each key of `Logins`, or better what fetches a fresh one: it is asked again whenever the credentials end. */
export type Logins = Record<string, string | (() => Promise<string>)>;

/** The player of these logins; without any, the guest of this device. `(await player()).identityId` says who it is. */
export function playerOf({ aws, identityPoolId }: GameConfig, logins: Logins = {}) {
  return fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: aws, cache: guestIds(identityPoolId) });
}

export type Player = ReturnType<typeof playerOf>;
