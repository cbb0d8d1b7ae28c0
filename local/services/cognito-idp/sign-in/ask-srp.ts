import { invalidParameter } from '../errors';
import { startExchange } from '../srp/exchange';
import { paddedHex } from '../srp/group';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { AuthenticationAnswer } from './after-password';
import type { ChallengeResult } from './challenges';

/**
 * Asks for the proof of a password.
 *
 * @param results what came before, in a sign-in that the pool's functions make up
 */
export function askSrp(
  { pool, client }: PoolClient,
  { sub, username, password }: User,
  srpA: string,
  results?: readonly ChallengeResult[],
): AuthenticationAnswer {
  const exchange = startExchange(publicValue(srpA), password);
  if (exchange === undefined) throw invalidParameter('SRP_A should not be a multiple of N.');
  const secretBlock = pool.challenges.open(
    { name: 'PASSWORD_VERIFIER', clientId: client.id, exchange, sub, ...(results === undefined ? {} : { results }) },
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

function publicValue(hex: string): bigint {
  if (!/^[0-9a-fA-F]{1,1600}$/.test(hex)) throw invalidParameter('SRP_A should be a hexadecimal number.');
  return BigInt(`0x${hex}`);
}
