import { invalidParameter, invalidSession, nobody } from '../errors';
import { claimHolds, startExchange } from '../srp/exchange';
import { paddedHex } from '../srp/group';
import { poolNameOf } from '../user-pool';
import type { PoolClient } from '../user-pools';
import { namedAccount } from '../users/named-account';
import { type AuthenticationAnswer, afterPassword } from './after-password';
import { required } from './parameters';
import { provePassword } from './prove-password';

/** Begins a sign-in in which the password never leaves the player's device: `USER_SRP_AUTH`. */
export function startSrp(poolClient: PoolClient, parameters: Readonly<Record<string, string>>): AuthenticationAnswer {
  const { pool, client } = poolClient;
  const { sub, username, password } = namedAccount(poolClient, required(parameters, 'USERNAME'));
  const exchange = startExchange(publicValue(required(parameters, 'SRP_A')), password);
  if (exchange === undefined) throw invalidParameter('SRP_A should not be a multiple of N.');
  const secretBlock = pool.challenges.open(
    { name: 'PASSWORD_VERIFIER', clientId: client.id, exchange, sub },
    client.challengeSeconds,
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: password.salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: paddedHex(exchange.serverPublic),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
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
  const user = namedAccount(poolClient, required(responses, 'USERNAME'));
  if (user.sub !== sub) throw nobody(client);
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
