import { randomUUID } from 'node:crypto';
import type { SmokeTestClients } from './clients';
import type { SmokeTestEvent } from './event';
import { type Exercise, entryOf, exercise } from './exercise';
import { exerciseDirectly } from './exercise-directly';
import type { SmokeTestFacts } from './facts';
import { basicFlow } from './flows/basic';
import { enhancedFlow } from './flows/enhanced';
import { expectedRoleArn, type FlowContext } from './flows/flow';
import { basicFlowOff, basicFlowTurnedOff, flowsOf, guestsTurnedOff } from './flows/turned-off';
import type { Log } from './log';
import type { Mask } from './mask';
import { configuredProviders, findProvider } from './player-tokens/configured-providers';
import { guestPlayer } from './player-tokens/guest-player';
import type { Player } from './player-tokens/player';
import { openPlayersSecret } from './player-tokens/players-secret';
import { type Redeem, redeemAtIssuer } from './player-tokens/redeem';
import { findSignedInPlayers } from './player-tokens/signed-in-players';
import type { TidyUp } from './player-tokens/throwaway-user';
import { planProbeData, removeProbeData, writeProbeData } from './probe-data';
import {
  composeReport,
  describePlayer,
  type SmokeTestPlayer,
  type SmokeTestReport,
  type SmokeTestStep,
} from './report';
import type { SmokeTestEnvironment } from './settings';
import { createTry } from './step';
import type { Time } from './time';
import { deleteThrowawayAccount, deleteThrowawayGuest } from './try-deletion';
import { submitAsNobody } from './try-scores';
import { zonesTried } from './try-zones';

/** Everything that a run touches, so that a test can play any of it. */
export interface SmokeTestRun {
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly event: SmokeTestEvent;
  readonly clients: SmokeTestClients;
  readonly time: Time;
  readonly log: Log;
  readonly mask: Mask;
  /** Milliseconds since the epoch when the run must be over; absent: no limit. */
  readonly deadline?: number;
  readonly redeem?: Redeem;
  /**
   * Tries the claims around this one alone, `may not scan the table`: its whole table, because what stands before it is what it builds on.
   * Absent: tries all, as a deployment is tried.
   */
  readonly only?: string;
  /** Names this run's data; a random one unless given. */
  readonly run?: string;
  /** What the function has tried for itself before the run; stands first in the report. */
  readonly earlier?: readonly SmokeTestStep[];
}

/** Milliseconds left, at least, for tidying up once waiting for IAM ends. */
const reserve = 30_000;
/**
 * Milliseconds between the last allow and the first refusal, where IAM needs time at all: a refusal may still come from the old
 * policy, where the new one would allow too much.
 */
const settling = 10_000;
/** Milliseconds for an old policy that allowed too much to go, and for tidying up. */
const shortPatience = 20_000;

/**
 * Runs the whole smoke test: what each player may do by each flow, then what it may not, in that order over all of them.
 *
 * @throws Error when the event names an issuer that the deployment does not have, or the environment and the facts disagree;
 *   everything else is in the report
 */
export async function runSmokeTest(parts: SmokeTestRun): Promise<SmokeTestReport> {
  const { environment, event, clients, time, log, mask, only } = parts;
  const facts = { ...parts.facts, zones: zonesTried(parts.facts.zones, only) };
  const run = parts.run ?? randomUUID().slice(0, 8);
  const startedAt = time.now();
  const patience = event.propagationSeconds * 1_000;
  const latest = (parts.deadline ?? Number.POSITIVE_INFINITY) - reserve;
  const shortly = () => Math.min(time.now() + Math.min(shortPatience, patience), latest);
  const allowUntil = Math.min(startedAt + patience, latest);
  mask.hide(...event.tokens.map(({ token }) => token));
  // Refused before anything is written.
  const providers = configuredProviders(facts, environment);
  for (const { provider } of event.tokens) findProvider(providers, provider);
  if (facts.guests.enabled) expectedRoleArn({ kind: 'guest' }, environment);

  const attemptAs = (where: Readonly<Record<string, unknown>>) =>
    createTry({ time, mask, log, where: { run, ...where }, allRequestIds: event.requestIds === 'all' });
  const attempt = attemptAs({ player: 'backend' });
  const secret = openPlayersSecret(clients.secrets, environment.playersSecretArn, { time, mask });
  const probe = planProbeData(facts, run);
  const backend: SmokeTestStep[] = [...(parts.earlier ?? [])];
  const finished: SmokeTestPlayer[] = [];
  const tidyUps: TidyUp[] = [(until) => removeProbeData(probe, clients, environment, attempt, until)];

  async function exercisePlayer(player: Player, number: number): Promise<readonly Exercise[]> {
    const whose = { player: player.kind, source: player.source, provider: player.provider };
    const identity = await attemptAs(whose)({
      name: player.identityStep,
      expected: 'allowed',
      refusedBy: ['NotAuthorizedException', 'AccessDeniedException'],
      until: allowUntil,
      run: async () => {
        const identityId = await player.identityId();
        mask.hide(identityId);
        return identityId;
      },
    });
    const label = `${run}-${number}`;
    const contextOf = (flow: string): FlowContext => ({
      ...{ clients, environment, facts, mask, allowUntil },
      ...(only !== undefined && { only }),
      attempt: attemptAs({ ...whose, flow }),
    });
    const noBasicFlow = basicFlowOff(player, facts);
    const [enhanced, basic, direct] = await Promise.all([
      exercise(player, enhancedFlow, identity, probe, label, contextOf('enhanced')),
      noBasicFlow === undefined
        ? exercise(player, basicFlow, identity, probe, label, contextOf('basic'))
        : basicFlowTurnedOff(player, identity, noBasicFlow, attemptAs({ ...whose, flow: 'basic' })),
      exerciseDirectly(player, probe, label, contextOf('direct')),
    ]);
    return [enhanced, basic, ...direct];
  }

  try {
    backend.push(await writeProbeData(probe, clients, environment, attempt, allowUntil));
    const signedIn = await findSignedInPlayers({
      ...{ event, clients, environment, facts, secret, run, time, mask, attempt, log, allowUntil },
      atTheEnd: (tidyUp) => tidyUps.push(tidyUp),
      redeem: parts.redeem ?? redeemAtIssuer,
    });
    backend.push(...signedIn.steps);

    const guests = facts.guests.enabled ? [guestPlayer(clients, environment.identityPoolId, secret, mask)] : [];
    const off = facts.guests.enabled
      ? []
      : await guestsTurnedOff(clients, environment.identityPoolId, attemptAs({ player: 'guest' }));
    const exercises = [...off, ...(await Promise.all([...guests, ...signedIn.players].map(exercisePlayer))).flat()];

    const settle = Math.min(settling, patience, Math.max(0, latest - time.now()));
    if (settle > 0) await time.sleep(settle);
    const refuseUntil = shortly();
    // It waits between two scores, as the players' refusals go on.
    const deletion = deleteThrowawayGuest(parts, attempt, refuseUntil);
    finished.push(
      ...(await Promise.all(
        exercises.map(async ({ entry, allowed, refused }) => ({
          ...entry,
          steps: [...allowed, ...(await refused(refuseUntil))],
        })),
      )),
    );
    backend.push(...(await submitAsNobody(parts, attempt, shortly())));
    backend.push(...(await deletion));
    const account = signedIn.players.find(({ accountTokens }) => accountTokens !== undefined);
    backend.push(...(await deleteThrowawayAccount(account, parts, attempt, shortly())));
    for (const { player, reason } of signedIn.notExercised) {
      for (const flow of flowsOf(player.provider, facts)) {
        finished.push({ ...entryOf(player, flow), status: 'notExercised', reason, steps: [] });
      }
    }
  } finally {
    backend.push(...(await Promise.all(tidyUps.map((tidyUp) => tidyUp(shortly())))));
  }

  const report: SmokeTestReport = mask.json(
    composeReport({ startedAt, endedAt: time.now(), backend, players: finished }),
  );
  for (const player of report.players.filter(({ status }) => status === 'notExercised')) {
    log('WARN', `NOT EXERCISED: ${describePlayer(player)}. ${player.reason}`, { run });
  }
  log(report.ok ? 'INFO' : 'ERROR', report.ok ? 'The smoke test passed' : 'The smoke test failed', {
    run,
    ...report.summary,
    milliseconds: report.milliseconds,
  });
  return report;
}
