import { randomBytes, randomUUID } from 'node:crypto';
import { errorFacts } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { SmokeTestFacts } from '../facts';
import type { Log } from '../log';
import type { Mask } from '../mask';
import type { SmokeTestStep } from '../report';
import type { SmokeTestEnvironment } from '../settings';
import type { Try } from '../step';
import type { Time } from '../time';
import type { UserPoolTokens } from '../user-pool-users';
import { earlierIdToken } from './earlier-id-token';
import type { AccountTokens } from './player';
import type { PlayersSecret } from './players-secret';

/** Deletes what a run made, at its end, whatever became of the run; a claim like any other. */
export type TidyUp = (until: number) => Promise<SmokeTestStep>;

/** What making a throwaway user takes. */
export interface ThrowawayContext {
  readonly clients: Pick<SmokeTestClients, 'usersOf'>;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly secret: PlayersSecret;
  readonly time: Time;
  readonly run: string;
  readonly mask: Mask;
  readonly attempt: Try;
  readonly log: Log;
  readonly allowUntil: number;
  /** Told what to do at the end of the run, before there is anything to do it to. */
  readonly atTheEnd: (tidyUp: TidyUp) => void;
}

const refusedBy = ['AccessDeniedException'];

/**
 * Makes a user of the user pool and signs them in. With them the user pool, its client and its membership in the identity pool are
 * tried without any account of anybody. Without scores, where players ask to be deleted, each run leaves an identity behind that nobody can sign in
 * to again: a function that may delete any player's identity is more than that is worth.
 *
 * @returns the steps, and their tokens where they got some
 */
export async function signInThrowawayUser(
  context: ThrowawayContext,
  userPool: NonNullable<SmokeTestEnvironment['userPool']>,
): Promise<{ readonly steps: readonly SmokeTestStep[]; readonly tokens?: AccountTokens }> {
  const { clients, facts, run, mask, attempt, log, allowUntil, atTheEnd } = context;
  const users = clients.usersOf(userPool.id);
  // A domain of nobody's (RFC 2606): no mail can reach anyone.
  const username = `smoke-test-${randomUUID()}@example.com`;
  // Each class of characters that a password policy may ask for.
  const password = `Aa1!${randomBytes(24).toString('base64url')}`;
  mask.hide(password);
  const { clanAttribute } = facts.userPool ?? {};
  const attributes = clanAttribute === undefined ? {} : { [clanAttribute]: `smoke-test-${run}` };

  const until = allowUntil;
  const made = await attempt({
    name: 'may make a throwaway user in the user pool',
    ...{ expected: 'allowed', refusedBy, until },
    run: async () => {
      try {
        await users.create(username, attributes);
      } catch (error) {
        // The name is random: an attempt before this one made them, and its answer got lost.
        if (errorFacts(error).name !== 'UsernameExistsException') throw error;
      }
    },
  });
  // After any other error they may exist all the same.
  if (made.step.actual === 'refused') return { steps: [made.step] };
  atTheEnd((lastTry) => deleteUser(lastTry));
  if (!made.step.ok) return { steps: [made.step] };

  const { step, answer: own } = await attempt({
    name: 'may sign the throwaway user in',
    ...{ expected: 'allowed', refusedBy, until },
    run: async () => {
      await users.setPassword(username, password);
      return hidden(await users.signIn(userPool.clientId, username, password));
    },
  });
  const steps = [made.step, step];
  const { appClientId } = userPool;
  if (own === undefined) return { steps };
  if (appClientId === undefined) return { steps, tokens: { own } };

  const byApp = await attempt({
    name: 'may sign the throwaway user in as an app does',
    ...{ expected: 'allowed', until },
    run: async () => hidden(await users.signInAsApp(appClientId, username, password)),
  });
  const { answer: app } = byApp;
  if (app === undefined) return { steps: [...steps, byApp.step], tokens: { own } };
  const { step: kept, answer: expiredIdToken } = await attempt({
    name: 'may keep an ID token until it has expired',
    ...{ expected: 'allowed', refusedBy, until },
    run: () => earlierIdToken(context, app.idToken),
  });
  return {
    steps: [...steps, byApp.step, kept],
    tokens: { own, app, ...(expiredIdToken !== undefined && { expiredIdToken }) },
  };

  function hidden(tokens: UserPoolTokens): UserPoolTokens {
    mask.hide(tokens.idToken, tokens.accessToken);
    return tokens;
  }

  async function deleteUser(lastTry: number): Promise<SmokeTestStep> {
    const { step } = await attempt({
      name: 'may delete the throwaway user',
      ...{ expected: 'allowed', refusedBy, until: lastTry },
      run: async () => {
        try {
          await users.delete(username);
        } catch (error) {
          if (errorFacts(error).name !== 'UserNotFoundException') throw error;
        }
      },
    });
    if (!step.ok)
      log('WARN', `The user ${username} is left behind in ${userPool.id}; delete this user by hand.`, { run });
    return step;
  }
}
