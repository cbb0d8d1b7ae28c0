import { createHmac } from 'node:crypto';
import { invalidParameter, invalidSession, nobody } from '../errors';
import { claimHolds, startExchange } from '../srp/exchange';
import { generator, paddedHex, power } from '../srp/group';
import type { PasswordVerifier } from '../srp/password-verifier';
import { poolNameOf, type UserPool } from '../user-pool';
import type { PoolClient } from '../user-pools';
import { type AuthenticationAnswer, afterPassword } from './after-password';
import { required } from './parameters';
import { provePassword } from './prove-password';

/** Begins a sign-in in which the password never leaves the player's device: `USER_SRP_AUTH`. */
export function startSrp(poolClient: PoolClient, parameters: Readonly<Record<string, string>>): AuthenticationAnswer {
  const { pool, client } = poolClient;
  const name = required(parameters, 'USERNAME');
  const user = pool.users.find(name);
  if (user === undefined && !client.preventUserExistenceErrors) throw nobody(client);
  const pretence = pretendedUser(pool, name);
  const verifier = user?.password ?? pretence.verifier;
  const exchange = startExchange(publicValue(required(parameters, 'SRP_A')), verifier);
  if (exchange === undefined) throw invalidParameter('SRP_A should not be a multiple of N.');
  const secretBlock = pool.challenges.open(
    { name: 'PASSWORD_VERIFIER', clientId: client.id, exchange, ...(user === undefined ? {} : { sub: user.sub }) },
    client.challengeSeconds,
  );
  const userId = user?.username ?? pretence.username;
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: verifier.salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: paddedHex(exchange.serverPublic),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

/** The client's proof: `PASSWORD_VERIFIER`. */
export async function answerSrp(
  poolClient: PoolClient,
  responses: Readonly<Record<string, string>>,
): Promise<AuthenticationAnswer> {
  const { pool, client } = poolClient;
  const block = required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = required(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = required(responses, 'TIMESTAMP');
  if (!timestampForm.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const challenge = pool.challenges.find(block);
  pool.challenges.close(block);
  if (challenge?.name !== 'PASSWORD_VERIFIER' || challenge.clientId !== client.id) throw invalidSession();
  const { exchange, sub } = challenge;
  const named = pool.users.find(required(responses, 'USERNAME'));
  const user = sub !== undefined && named?.sub === sub ? named : undefined;
  const poolName = poolNameOf(pool);
  const secretBlock = Buffer.from(block, 'base64');
  const proven = provePassword(
    poolClient,
    user,
    ({ username, password }) =>
      password === exchange.verifier &&
      claimHolds(exchange, { poolName, userId: username, secretBlock, timestamp, signature }),
  );
  return afterPassword(poolClient, proven);
}

/** `Fri Nov 20 12:00:00 UTC 2026` */
const timestampForm = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;

function publicValue(hex: string): bigint {
  if (!/^[0-9a-fA-F]{1,1600}$/.test(hex)) throw invalidParameter('SRP_A should be a hexadecimal number.');
  return BigInt(`0x${hex}`);
}

/**
 * Answers for somebody who does not exist, the same for the same name (documented: "a simulated response as described in RFC 5054",
 * with an internal ID in the form of a UUID).
 */
function pretendedUser({ pretenceKey }: UserPool, name: string): { username: string; verifier: PasswordVerifier } {
  const derived = (what: string) =>
    createHmac('sha256', pretenceKey).update(`${what}:${name.toLowerCase()}`).digest('hex');
  const id = derived('id');
  return {
    username: `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`,
    verifier: {
      salt: BigInt(`0x${derived('salt').slice(0, 32)}`),
      value: power(generator, BigInt(`0x${derived('value')}`)),
    },
  };
}
