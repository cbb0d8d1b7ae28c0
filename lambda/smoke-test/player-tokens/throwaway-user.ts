import { randomBytes, randomUUID } from 'node:crypto';
import { errorFacts } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { SmokeTestFacts } from '../facts';
import type { Log } from '../log';
import type { Mask } from '../mask';
import type { SmokeTestStep } from '../report';
import type { SmokeTestEnvironment } from '../settings';
import type { Try } from '../step';

/** Deletes what a run made, at its end, whatever became of the run; a claim like any other. */
export type TidyUp = (until: number) => Promise<SmokeTestStep>;

/** What making a throwaway user takes. */
export interface ThrowawayContext {
  readonly clients: Pick<SmokeTestClients, 'usersOf'>;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
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
 * tried without any account of anybody. Each run leaves an identity behind that nobody can sign in to again: a function that may
 * delete any player's identity is more than that is worth.
 *
 * @returns the steps, and their ID token where they got one
 */
export async function signInThrowawayUser(
  context: ThrowawayContext,
  userPool: NonNullable<SmokeTestEnvironment['userPool']>,
): Promise<{ readonly steps: readonly SmokeTestStep[]; readonly idToken?: string }> {
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

  const { step, answer: idToken } = await attempt({
    name: 'may sign the throwaway user in',
    ...{ expected: 'allowed', refusedBy, until },
    run: async () => {
      await users.setPassword(username, password);
      const token = await users.signIn(userPool.clientId, username, password);
      mask.hide(token);
      return token;
    },
  });
  return { steps: [made.step, step], ...(idToken !== undefined && { idToken }) };

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
