import { fetchAuthSession } from 'aws-amplify/auth';
import type { Player } from './player';

/**
 * Amplify's player, guest or signed in, as clients of the SDK take it: for the table, which Amplify has no calls for. Whoever signs in or
 * out has clients made anew, because these hold credentials for as long as they last.
 */
export const amplifyPlayer: Player = async () => {
  const { credentials, identityId } = await fetchAuthSession();
  if (credentials === undefined || identityId === undefined)
    throw new Error('nobody is signed in, and there are no guests');
  return { ...credentials, identityId, expiration: credentials.expiration ?? new Date() };
};

/**
 * To be awaited where the app starts, before any other call of Amplify: two tabs that are opened at once would make a guest each, and what one of
 * them saved would be lost. Only a page on https or on localhost has locks.
 */
export const firstSession = () => navigator.locks.request('first session', () => fetchAuthSession());
