import { missingAttributes } from '../attributes/check-attributes';
import { type AuthenticationResult, beginSignIn } from '../tokens/issue-tokens';
import { afterAuthentication } from '../triggers/sign-in-triggers';
import type { TokenCause } from '../triggers/token-changes';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { Challenge } from './challenges';
import { standingOf } from './standing';

/** The answer of the operations that sign in: tokens, or what is asked next. */
export interface AuthenticationAnswer {
  readonly ChallengeName?: Challenge['name'];
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly Session?: string;
  readonly AuthenticationResult?: AuthenticationResult;
}

/** What is asked next, and the session that the answer must name. */
export interface Challenged extends AuthenticationAnswer {
  readonly ChallengeName: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA';
  readonly Session: string;
}

/** What follows the password: what else is asked, or the tokens. */
export async function afterPassword(
  poolClient: PoolClient,
  user: User,
  cause: TokenCause,
): Promise<AuthenticationAnswer> {
  return challengeAfterPassword(poolClient, user) ?? signedIn(poolClient, user, cause);
}

/** The tokens of a user of whom nothing more is asked. */
export async function signedIn(poolClient: PoolClient, user: User, cause: TokenCause): Promise<AuthenticationAnswer> {
  const { pool, client } = poolClient;
  await afterAuthentication(poolClient, user, cause.clientMetadata);
  return { ChallengeParameters: {}, AuthenticationResult: await beginSignIn(pool, client, user, cause) };
}

/** What is asked after the password: a new one in place of a temporary one, or the authenticator app's code; undefined for nothing. */
export function challengeAfterPassword(poolClient: PoolClient, user: User): Challenged | undefined {
  const { pool } = poolClient;
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    return challengeOf(poolClient, user, 'NEW_PASSWORD_REQUIRED', {
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
      requiredAttributes: JSON.stringify(
        missingAttributes(pool, user.attributes).map((name) => `userAttributes.${name}`),
      ),
    });
  }
  if (user.softwareToken?.verified === true && user.softwareToken.enabled && pool.softwareTokens) {
    return challengeOf(poolClient, user, 'SOFTWARE_TOKEN_MFA', {});
  }
  return undefined;
}

function challengeOf(
  poolClient: PoolClient,
  user: User,
  name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA',
  parameters: Readonly<Record<string, string>>,
): Challenged {
  const { pool, client } = poolClient;
  const { sub, username } = user;
  const standing = standingOf(poolClient, user);
  const session = pool.challenges.open({ name, sub, clientId: client.id, standing }, client.challengeSeconds);
  return {
    ChallengeName: name,
    ChallengeParameters: { USER_ID_FOR_SRP: username, ...parameters },
    Session: session,
  };
}
