import { checkAttributes, missingAttributes } from '../attributes/check-attributes';
import { otherHash } from '../client-secret';
import { codeMismatch, invalidParameter, invalidSession } from '../errors';
import { verifierOf } from '../srp/password-verifier';
import type { PoolClient } from '../user-pools';
import { changeUser } from '../users/change-user';
import { checkPassword } from '../users/password-policy';
import { redeemTotp } from '../users/totp';
import type { User } from '../users/user';
import { type AuthenticationAnswer, afterPassword, signedIn } from './after-password';
import type { ChallengeAnswer } from './challenges';
import { answerCustom } from './custom-sign-in';
import { required } from './parameters';
import { ownerOf } from './password-sign-in';
import { checkAccount } from './prove-password';
import { checkShownHash } from './shown-hash';
import { answerSrp } from './srp-sign-in';
import { stillStands } from './standing';

/** @throws ServiceError in Cognito's words, for an answer that does not hold and for a challenge that is none or not played here */
export async function respond(poolClient: PoolClient, answer: ChallengeAnswer): Promise<AuthenticationAnswer> {
  checkShownHash(poolClient.client, answer.responses, otherHash);
  const { clientMetadata } = answer;
  switch (answer.name) {
    case 'PASSWORD_VERIFIER':
      return answerSrp(poolClient, answer.responses, clientMetadata);
    case 'CUSTOM_CHALLENGE':
      return answerCustom(poolClient, answer);
    case 'NEW_PASSWORD_REQUIRED':
      return afterPassword(poolClient, userOfNewPassword(poolClient, answer), {
        source: 'TokenGeneration_NewPasswordChallenge',
        clientMetadata,
      });
    case 'SOFTWARE_TOKEN_MFA':
      return signedIn(poolClient, userOfSoftwareToken(poolClient, answer), {
        source: 'TokenGeneration_Authentication',
        clientMetadata,
      });
    default:
      throw invalidParameter(`Challenge ${answer.name.slice(0, 40)} is not supported here.`);
  }
}

const attributePrefix = 'userAttributes.';

/**
 * A password of the user's own, in place of the temporary one. One that the policy refuses may be followed by another.
 *
 * @throws ServiceError in Cognito's words
 */
export function userOfNewPassword(poolClient: PoolClient, answer: ChallengeAnswer): User {
  const { pool, client } = poolClient;
  const user = userOf(poolClient, answer);
  const password = required(answer.responses, 'NEW_PASSWORD');
  checkPassword(pool.passwordPolicy, password);
  const attributes = new Map(
    Object.entries(answer.responses)
      .filter(([name]) => name.startsWith(attributePrefix))
      .map(([name, value]) => [name.slice(attributePrefix.length), value]),
  );
  checkAttributes(pool, attributes, client, false);
  const missing = missingAttributes(pool, new Map([...user.attributes, ...attributes]));
  if (missing.length > 0) throw invalidParameter(`Invalid attributes given, ${missing[0]} is missing`);
  pool.challenges.close(answer.session ?? '');
  pool.users.setAttributes(user, attributes);
  changeUser(pool, user, (changing) => {
    changing.password = verifierOf(ownerOf(pool, user), password);
    changing.status = 'CONFIRMED';
    delete changing.temporaryUntil;
  });
  return user;
}

/**
 * The authenticator app's code; one try for each password.
 *
 * @throws ServiceError in Cognito's words
 */
export function userOfSoftwareToken(poolClient: PoolClient, answer: ChallengeAnswer): User {
  const { pool } = poolClient;
  const user = userOf(poolClient, answer);
  pool.challenges.close(answer.session ?? '');
  const code = required(answer.responses, 'SOFTWARE_TOKEN_MFA_CODE');
  const isRight = changeUser(
    pool,
    user,
    ({ softwareToken }) => softwareToken !== undefined && redeemTotp(softwareToken, code, pool.clock.now()),
  );
  if (!isRight) throw codeMismatch();
  return user;
}

/** Whom an open challenge waits for, who must be the one that the answer names. */
function userOf(poolClient: PoolClient, { name, session, responses }: ChallengeAnswer): User {
  const { pool, client } = poolClient;
  const challenge = session === undefined ? undefined : pool.challenges.find(session);
  if (challenge === undefined || challenge.name !== name || challenge.clientId !== client.id) throw invalidSession();
  const user = pool.users.find(required(responses, 'USERNAME'));
  if (user === undefined || user.sub !== challenge.sub) throw invalidSession();
  // Unconfirmed, the narrower reading: the password that it rests on is no longer the user's, or they were signed out everywhere.
  if ('standing' in challenge && !stillStands(poolClient, user, challenge.standing)) throw invalidSession();
  checkAccount(user);
  return user;
}
