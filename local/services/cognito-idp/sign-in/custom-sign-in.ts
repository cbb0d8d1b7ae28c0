import { incorrectPassword, invalidParameter, invalidSession } from '../errors';
import { callTrigger, unrecognizable } from '../triggers/call-trigger';
import { isPretended, metadataOf, namedUser } from '../triggers/event-user';
import { beforeAuthentication } from '../triggers/sign-in-triggers';
import type { ClientMetadata } from '../triggers/triggers';
import type { PoolClient } from '../user-pools';
import { namedAccount } from '../users/named-account';
import type { User } from '../users/user';
import { type AuthenticationAnswer, afterPassword, signedIn } from './after-password';
import { askSrp } from './ask-srp';
import type { ChallengeAnswer, ChallengeResult, Standing } from './challenges';
import { required } from './parameters';
import { checkAccount } from './prove-password';
import { checkStillStands, standingOf, stillStands } from './standing';

type Parameters = Readonly<Record<string, string>>;

/**
 * Begins a sign-in that the pool's functions make up: `CUSTOM_AUTH`, with the password by SRP first where the app asks so.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html documented
 */
export async function startCustom(
  poolClient: PoolClient,
  parameters: Parameters,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const name = required(parameters, 'USERNAME');
  checkTriggers(poolClient);
  const user = await beforeAuthentication(poolClient, name, clientMetadata);
  const isSrp = parameters.CHALLENGE_NAME === 'SRP_A';
  const results: readonly ChallengeResult[] = isSrp ? [resultOf('SRP_A', true)] : [];
  // Documented: InitiateAuth hands its metadata to neither of the challenge's functions.
  return goOn(
    poolClient,
    user,
    results,
    standingOf(poolClient, user),
    undefined,
    isSrp ? required(parameters, 'SRP_A') : undefined,
  );
}

/** The player's answer to what the pool's function asked: `CUSTOM_CHALLENGE`. Right or wrong, the functions say what follows. */
export async function answerCustom(poolClient: PoolClient, answer: ChallengeAnswer): Promise<AuthenticationAnswer> {
  const { pool, client } = poolClient;
  const challenge = answer.session === undefined ? undefined : pool.challenges.find(answer.session);
  if (challenge?.name !== 'CUSTOM_CHALLENGE' || challenge.clientId !== client.id) throw invalidSession();
  pool.challenges.close(answer.session ?? '');
  const user = namedAccount(poolClient, required(answer.responses, 'USERNAME'));
  if (user.sub !== challenge.sub || !stillStands(poolClient, user, challenge.standing)) throw invalidSession();
  const challengeAnswer = required(answer.responses, 'ANSWER');
  const response = await callTrigger(pool, 'VerifyAuthChallengeResponse', {
    source: 'VerifyAuthChallengeResponse_Authentication',
    userName: user.username,
    clientId: client.id,
    request: {
      ...namedUser(poolClient, user),
      privateChallengeParameters: challenge.privateParameters,
      challengeAnswer,
      ...metadataOf(answer.clientMetadata),
    },
  });
  const result = resultOf('CUSTOM_CHALLENGE', response?.answerCorrect === true, challenge.metadata);
  return goOn(poolClient, user, [...challenge.results, result], challenge.standing, answer.clientMetadata);
}

/**
 * Asks the pool's function what comes next. Nobody who does not exist, or may not sign in, gets tokens, whatever it says.
 *
 * @param standing where the user stood when the sign-in began
 * @param srpA the client's half of SRP, where the password may be asked for next
 */
export async function goOn(
  poolClient: PoolClient,
  user: User,
  results: readonly ChallengeResult[],
  standing: Standing,
  clientMetadata: ClientMetadata,
  srpA?: string,
): Promise<AuthenticationAnswer> {
  const { pool, client } = poolClient;
  checkTriggers(poolClient);
  const response = await callTrigger(pool, 'DefineAuthChallenge', {
    source: 'DefineAuthChallenge_Authentication',
    userName: user.username,
    clientId: client.id,
    request: { ...namedUser(poolClient, user), session: results, ...metadataOf(clientMetadata) },
  });
  // Observed: amplify-js#10320.
  if (response?.failAuthentication === true) throw incorrectPassword();
  if (response?.issueTokens === true) {
    if (isPretended(pool, user)) throw incorrectPassword();
    checkStillStands(poolClient, user, standing);
    checkAccount(user);
    return issued(poolClient, user, clientMetadata);
  }
  switch (response?.challengeName) {
    case 'CUSTOM_CHALLENGE':
      return ask(poolClient, user, results, standing, clientMetadata);
    case 'PASSWORD_VERIFIER':
      if (srpA === undefined) throw unrecognizable();
      return askSrp(poolClient, user, srpA, results);
    default:
      // Other challenges are not played here.
      throw unrecognizable();
  }
}

/**
 * A temporary password is not asked to be replaced: nobody has shown it (observed: amplify-js#5834 signs such a user in). The authenticator
 * app of whoever has one is asked for, whatever the functions asked: the narrower reading, unconfirmed.
 */
function issued(poolClient: PoolClient, user: User, clientMetadata: ClientMetadata): Promise<AuthenticationAnswer> {
  const cause = { source: 'TokenGeneration_Authentication', clientMetadata } as const;
  return user.status === 'FORCE_CHANGE_PASSWORD'
    ? signedIn(poolClient, user, cause)
    : afterPassword(poolClient, user, cause);
}

async function ask(
  poolClient: PoolClient,
  user: User,
  results: readonly ChallengeResult[],
  standing: Standing,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationAnswer> {
  const { pool, client } = poolClient;
  const response = await callTrigger(pool, 'CreateAuthChallenge', {
    source: 'CreateAuthChallenge_Authentication',
    userName: user.username,
    clientId: client.id,
    request: {
      ...namedUser(poolClient, user),
      challengeName: 'CUSTOM_CHALLENGE',
      session: results,
      ...metadataOf(clientMetadata),
    },
  });
  const session = pool.challenges.open(
    {
      name: 'CUSTOM_CHALLENGE',
      sub: user.sub,
      clientId: client.id,
      results,
      standing,
      privateParameters: response?.privateChallengeParameters ?? {},
      metadata: response?.challengeMetadata ?? null,
    },
    client.challengeSeconds,
  );
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { USERNAME: user.username, ...response?.publicChallengeParameters },
    Session: session,
  };
}

/** What became of a challenge, as functions are told. */
export function resultOf(
  challengeName: ChallengeResult['challengeName'],
  challengeResult: boolean,
  challengeMetadata: string | null = null,
): ChallengeResult {
  return { challengeName, challengeResult, challengeMetadata };
}

/** Observed: amplify-js#5623. That each of the three is missed alike is unconfirmed. */
function checkTriggers({ pool }: PoolClient): void {
  const names = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'] as const;
  if (names.every((name) => pool.triggers.has(name))) return;
  throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
}
