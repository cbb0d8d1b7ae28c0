import type { SmokeTestClients } from '../clients';
import type { SmokeTestFacts } from '../environment';
import type { SmokeTestEvent } from '../event';
import type { Log } from '../log';
import type { Mask } from '../mask';
import type { SignedInSource, SmokeTestStep } from '../report';
import type { SmokeTestEnvironment } from '../settings';
import type { Time, Try } from '../step';
import { developerPlayer } from './developer-player';
import { findIssuer, loginPlayer } from './login-player';
import type { Player } from './player';
import type { PlayersSecret } from './players-secret';
import type { Redeem } from './redeem';
import { type Refreshed, refreshStoredTokens } from './refresh';

/** The signed-in players of a run, and how they were found. */
export interface SignedInPlayers {
  readonly players: readonly Player[];
  readonly steps: readonly SmokeTestStep[];
  /** Why there is none, and what to do about it; only where nothing failed. */
  readonly notExercised?: string;
}

/** What finding them takes. */
export interface SignedInContext {
  readonly event: SmokeTestEvent;
  readonly clients: SmokeTestClients;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly secret: PlayersSecret;
  /** This run's name on the lease. */
  readonly run: string;
  readonly redeem: Redeem;
  readonly time: Time;
  readonly mask: Mask;
  readonly attempt: Try;
  readonly log: Log;
  readonly allowUntil: number;
}

const howToSignIn =
  'Give the function an ID token ({"provider": …, "token": …}), or put a refresh token of a configured issuer into the players secret ' +
  '({"refreshTokens": {"<issuer>": {"clientId": …, "refreshToken": …}}}), or let the configuration sign the smoke test in through the ' +
  'developer provider.';

/** Players from the secret's refresh tokens; a token that cannot be redeemed is a failed step. */
async function fromSecret(context: SignedInContext): Promise<{ players: Player[]; steps: SmokeTestStep[] }> {
  const { attempt, facts, secret, clients, environment, log, allowUntil } = context;
  const steps: SmokeTestStep[] = [];
  const players: Player[] = [];
  const refusedBy = ['AccessDeniedException'];
  const name = 'may read the players secret';
  const read = await attempt({ name, expected: 'allowed', refusedBy, until: allowUntil, run: () => secret.read() });
  steps.push(read.step);

  const stored = Object.keys(read.answer?.refreshTokens ?? {});
  const issuers = stored.filter((issuer) => facts.issuers.some((known) => known.issuer === issuer));
  if (issuers.length < stored.length) {
    log(
      'WARN',
      'The players secret holds refresh tokens of issuers that this deployment does not have; they are left alone.',
    );
  }
  if (issuers.length === 0) return { players, steps };

  // One try: a refresh token that was used up is not to be sent again.
  const refresh = await attempt({
    name: 'may refresh under a lease on the players secret',
    expected: 'allowed',
    run: (): Promise<readonly Refreshed[]> => refreshStoredTokens({ ...context, issuers, holder: context.run }),
  });
  steps.push(refresh.step);
  for (const { issuer, clientId, idToken } of refresh.answer ?? []) {
    const known = findIssuer(facts, issuer);
    const redeemed = await attempt({
      name: `may redeem the refresh token of ${known.name}`,
      expected: 'allowed',
      run: async () => {
        if (!known.clientIds.includes(clientId)) throw new Error('Its client ID is none of this deployment’s.');
        return idToken();
      },
    });
    steps.push(redeemed.step);
    if (redeemed.answer === undefined) continue;
    players.push(loginPlayer(clients, environment.identityPoolId, 'secret', known, redeemed.answer));
  }
  return { players, steps };
}

/**
 * Finds the signed-in players: from the event, from the secret, from the developer provider. None at all is no failure, since a first
 * deployment has none yet; one that is there and does not work is.
 */
export async function findSignedInPlayers(context: SignedInContext): Promise<SignedInPlayers> {
  const { event, clients, environment, facts, mask, attempt } = context;
  const wanted = (source: SignedInSource) => event.signedIn?.includes(source) ?? true;
  const players: Player[] = [];
  const steps: SmokeTestStep[] = [];

  if (event.token !== undefined && wanted('event')) {
    const issuer = findIssuer(facts, event.token.provider);
    players.push(loginPlayer(clients, environment.identityPoolId, 'event', issuer, event.token.token));
  }
  if (wanted('secret')) {
    const found = await fromSecret(context);
    players.push(...found.players);
    steps.push(...found.steps);
  }
  if (facts.developerProvider !== undefined && wanted('developer')) {
    players.push(developerPlayer(clients, environment.identityPoolId, facts.developerProvider, mask));
  }

  for (const source of event.signedIn ?? []) {
    const { step } = await attempt({
      name: `has a signed-in player from the ${source}, as the event asks`,
      expected: 'allowed',
      run: async () => players.some((player) => player.source === source),
      actual: (found) => (found ? 'allowed' : 'missing'),
    });
    steps.push(step);
  }
  if (players.length > 0) return { players, steps };
  const failed = steps.some(({ ok }) => !ok);
  const why = failed ? 'Getting a signed-in player failed.' : 'There is no signed-in player yet.';
  return { players, steps, notExercised: `${why} ${howToSignIn}` };
}
