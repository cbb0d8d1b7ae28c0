import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { GameConfig } from './game-config';
import { guestIds } from './guest-ids';

/** A token for each key of `Logins`, or better what fetches a fresh one: it is asked again whenever the credentials end. */
export type Logins = Record<string, string | (() => Promise<string>)>;

/**
 * The player of these logins; without any, the guest of this device. It is what SDK clients take as `credentials`, and
 * `(await player()).identityId` says who it is.
 */
export function playerOf({ aws, identityPoolId }: GameConfig, logins: Logins = {}) {
  const guests = guestIds(identityPoolId);
  const askPool = fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: aws, cache: guests });
  const isGuest = Object.keys(logins).length === 0;
  const ask = async () => {
    const credentials = await (isGuest ? guests.oneTabAtATime(askPool) : askPool());
    // The pool gives an hour. By this device's clock, which may be a day off, and not by the one of AWS.
    return { ...credentials, expiration: new Date(Date.now() + 60 * 60_000) };
  };
  let held: ReturnType<typeof ask> | undefined;
  // One call after the other: two at once would make a new guest twice, and what one of them saved would be lost.
  return () => {
    held = held === undefined ? ask() : held.then((credentials) => (endsSoon(credentials) ? ask() : credentials), ask);
    return held;
  };
}

export type Player = ReturnType<typeof playerOf>;

/** Within five minutes, as the SDK's clients have it. */
function endsSoon({ expiration }: { expiration: Date }): boolean {
  return Number(expiration) < Date.now() + 5 * 60_000;
}
