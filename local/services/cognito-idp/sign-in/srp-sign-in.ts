import { invalidParameter, invalidSession, nobody } from '../errors';
import { claimHolds } from '../srp/exchange';
import { beforeAuthentication } from '../triggers/sign-in-triggers';
import type { ClientMetadata } from '../triggers/triggers';
import { poolNameOf } from '../user-pool';
import type { PoolClient } from '../user-pools';
import { namedAccount } from '../users/named-account';
import { type AuthenticationAnswer, afterPassword } from './after-password';
import { askSrp } from './ask-srp';
import { goOn, resultOf } from './custom-sign-in';
import { required } from './parameters';
import { provePassword } from './prove-password';
import { standingOf } from './standing';

/** Begins a sign-in in which the password never leaves the player's device: `USER_SRP_AUTH`. */
export async function startSrp(
  poolClient: PoolClient,
  parameters: Readonly<Record<string, string>>,
  validationData: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const [name, srpA] = [required(parameters, 'USERNAME'), required(parameters, 'SRP_A')];
  return askSrp(poolClient, await beforeAuthentication(poolClient, name, validationData), srpA);
}

/** The client's proof: `PASSWORD_VERIFIER`. */
export async function answerSrp(
  poolClient: PoolClient,
  responses: Readonly<Record<string, string>>,
  clientMetadata: ClientMetadata,
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
  const { exchange, sub, results } = challenge;
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
  if (results !== undefined) {
    const all = [...results, resultOf('PASSWORD_VERIFIER', true)];
    return goOn(poolClient, proven, all, standingOf(poolClient, proven), clientMetadata);
  }
  return afterPassword(poolClient, proven, { source: 'TokenGeneration_Authentication', clientMetadata });
}

/** `Fri Nov 20 12:00:00 UTC 2026` */
const timestampForm = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;
