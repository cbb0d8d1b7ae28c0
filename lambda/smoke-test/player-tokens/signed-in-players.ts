import { errorFacts } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { SmokeTestEvent } from '../event';
import type { SignedInSource, SmokeTestStep } from '../report';
import { type ConfiguredProvider, configuredProviders, findProvider } from './configured-providers';
import { developerPlayer } from './developer-player';
import { loginPlayer } from './login-player';
import type { Player } from './player';
import type { Redeem } from './redeem';
import { type Refreshed, refreshStoredTokens } from './refresh';
import { signInThrowawayUser, type ThrowawayContext } from './throwaway-user';

/** The signed-in players of a run, and how they were found. */
export interface SignedInPlayers {
  readonly players: readonly Player[];
  readonly steps: readonly SmokeTestStep[];
  /** Those who could not be signed in, or that there is none at all: why, and what to do about it. */
  readonly notExercised: readonly NotExercised[];
}

/** A signed-in player who was not to be had. */
export interface NotExercised {
  readonly player: Pick<Player, 'kind' | 'source' | 'provider'>;
  readonly reason: string;
}

/** What finding them takes. */
export interface SignedInContext extends ThrowawayContext {
  readonly event: SmokeTestEvent;
  readonly clients: SmokeTestClients;
  readonly redeem: Redeem;
}

const howToSignIn =
  'Let the configuration sign the smoke test in through the developer provider ("smokeTest": {"developerUser": true}), or add a login provider.';

const freshToken = 'Put a new refresh token of a test player into the players secret.';

/**
 * Players from the secret's refresh tokens. A token that cannot be redeemed (issuers end them after a while, or are out of reach)
 * says nothing about this deployment, and would fail its rollback too: the player is reported as not exercised, unless the event asks
 * for them.
 */
async function fromSecret(
  context: SignedInContext,
  providers: readonly ConfiguredProvider[],
): Promise<SignedInPlayers> {
  const { attempt, event, facts, secret, clients, environment, log, allowUntil } = context;
  const demanded = event.signedIn?.includes('secret') ?? false;
  const steps: SmokeTestStep[] = [];
  const players: Player[] = [];
  const notExercised: NotExercised[] = [];
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
  if (issuers.length === 0) return { players, steps, notExercised };

  // One try: a refresh token that was used up is not to be sent again.
  const refresh = await attempt({
    name: 'may refresh under a lease on the players secret',
    expected: 'allowed',
    run: (): Promise<readonly Refreshed[]> => refreshStoredTokens({ ...context, issuers, holder: context.run }),
  });
  steps.push(refresh.step);
  for (const { issuer, clientId, idToken } of refresh.answer ?? []) {
    const known = findProvider(providers, issuer);
    const issuedTo = facts.issuers.find((facts) => facts.issuer === issuer)?.clientIds ?? [];
    const redeem = async () => {
      if (!issuedTo.includes(clientId)) throw new Error('Its client ID is none of this deployment’s.');
      return idToken();
    };
    const problem = demanded ? undefined : await problemOf(redeem);
    if (problem !== undefined) {
      const reason = `Its refresh token could not be redeemed (${problem}). ${freshToken}`;
      notExercised.push({ player: { kind: 'signed-in', source: 'secret', provider: known.name }, reason });
      continue;
    }
    const name = `may redeem the refresh token of ${known.name}`;
    const redeemed = await attempt({ name, expected: 'allowed', run: redeem });
    steps.push(redeemed.step);
    if (redeemed.answer === undefined) continue;
    players.push(loginPlayer(clients, environment.identityPoolId, 'secret', known, redeemed.answer));
  }
  return { players, steps, notExercised };
}

async function problemOf(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    const { name, message } = errorFacts(error);
    return [name, message].filter(Boolean).join(': ');
  }
}

/**
 * Finds the signed-in players: from the event, from the secret, from the user pool, from the developer provider. None at all is no failure, since a first
 * deployment has none yet.
 */
export async function findSignedInPlayers(context: SignedInContext): Promise<SignedInPlayers> {
  const { event, clients, environment, facts, mask, attempt } = context;
  const wanted = (source: SignedInSource) => event.signedIn?.includes(source) ?? true;
  const players: Player[] = [];
  const steps: SmokeTestStep[] = [];
  const notExercised: NotExercised[] = [];
  const providers = configuredProviders(facts, environment);

  for (const { provider, token } of wanted('event') ? event.tokens : []) {
    const known = findProvider(providers, provider);
    players.push(loginPlayer(clients, environment.identityPoolId, 'event', known, token));
  }
  if (wanted('secret')) {
    const found = await fromSecret(context, providers);
    players.push(...found.players);
    steps.push(...found.steps);
    notExercised.push(...found.notExercised);
  }
  const { userPool } = environment;
  if (facts.userPool !== undefined && userPool !== undefined && wanted('userPool')) {
    const throwaway = await signInThrowawayUser(context, userPool);
    steps.push(...throwaway.steps);
    const { tokens: accountTokens } = throwaway;
    if (accountTokens !== undefined) {
      const provider = findProvider(providers, facts.userPool.name);
      const { idToken } = accountTokens.own;
      const player = loginPlayer(clients, environment.identityPoolId, 'userPool', provider, idToken);
      players.push({ ...player, accountTokens });
    }
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
  const failed = steps.some(({ ok }) => !ok);
  const why = failed ? 'Getting a signed-in player failed, or was not asked for.' : 'There is no token of a player.';
  const met = new Set([...players, ...notExercised.map(({ player }) => player)].map(({ provider }) => provider));
  for (const { name, remedy } of providers.filter((provider) => !met.has(provider.name))) {
    notExercised.push({ player: { kind: 'signed-in', provider: name }, reason: `${why} ${remedy}` });
  }
  if (players.length === 0 && notExercised.length === 0) {
    notExercised.push({ player: { kind: 'signed-in' }, reason: `${why} ${howToSignIn}` });
  }
  return { players, steps, notExercised };
}
