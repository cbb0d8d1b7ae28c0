/** What the smoke test answers: read by the deployment's logs, by an operator and by the local runner. */

/** One claim, tried. */
export interface SmokeTestStep {
  /** A stable sentence to search for: `may not list another player's private files`. */
  readonly name: string;
  readonly expected: 'allowed' | 'refused';
  /** `allowed`, `refused`, `failed` (an error that is no refusal), or what came instead (`given <account>/<role>`). */
  readonly actual: string;
  /** The trust zone that the claim is about. Absent: it is about none. */
  readonly zone?: string;
  /** The name of the error met: `AccessDenied`. A refusal has one as well. */
  readonly error?: string;
  /** The error's message, identity IDs and secrets masked; only where actual differs from expected. */
  readonly message?: string;
  /**
   * What the calls of the last try were called by AWS, by which CloudTrail's events of them are found; only where actual differs from
   * expected, or the event asks for all.
   */
  readonly requestIds?: readonly string[];
  /** From the first try to the last answer, waiting included. */
  readonly milliseconds: number;
  readonly ok: boolean;
}

/** Where the signed-in player's proof of identity came from. */
export type SignedInSource = 'event' | 'secret' | 'userPool' | 'developer';

/** One player by one flow. */
export interface SmokeTestPlayer {
  readonly player: 'guest' | 'signed-in';
  readonly source?: SignedInSource;
  /** The login provider's name in the configuration. */
  readonly provider?: string;
  /** `direct`: to STS with the provider's own token, without the pool. */
  readonly flow: 'enhanced' | 'basic' | 'direct';
  /**
   * The role that the credentials are for: `guest`, `authenticated`, its name in the configuration, or `federated` for the one that
   * takes the provider's own tokens; `none` where a role mapping is to refuse them. Absent where nothing was exercised.
   */
  readonly role?: string;
  /** `off`: the configuration turns it off, and the steps check that it is refused. */
  readonly status: 'exercised' | 'off' | 'notExercised';
  /** Why it is off or was not exercised, and what to do about it. */
  readonly reason?: string;
  readonly steps: readonly SmokeTestStep[];
}

/** The whole answer. */
export interface SmokeTestReport {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** `passed` and `failed` count steps, `notExercised` counts players by flow. */
  readonly summary: { readonly passed: number; readonly failed: number; readonly notExercised: number };
  /** The stack was being rolled back: the report is the answer whatever it says. Absent in every other run. */
  readonly rollback?: true;
  /** What the function did for itself: its stack's status read, probe data written and deleted, tokens refreshed and stored. */
  readonly backend: readonly SmokeTestStep[];
  readonly players: readonly SmokeTestPlayer[];
}

/** Adds up a report. */
export function composeReport(parts: {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly backend: readonly SmokeTestStep[];
  readonly players: readonly SmokeTestPlayer[];
}): SmokeTestReport {
  const steps = [...parts.backend, ...parts.players.flatMap(({ steps }) => steps)];
  const failed = steps.filter(({ ok }) => !ok).length;
  return {
    schemaVersion: 1,
    ok: failed === 0,
    startedAt: new Date(parts.startedAt).toISOString(),
    milliseconds: parts.endedAt - parts.startedAt,
    summary: {
      passed: steps.length - failed,
      failed,
      notExercised: parts.players.filter(({ status }) => status === 'notExercised').length,
    },
    backend: parts.backend,
    players: parts.players,
  };
}

/** Names a player by a flow, for logs and messages: `signed-in (google, secret) by the enhanced flow`. */
export function describePlayer(player: Pick<SmokeTestPlayer, 'player' | 'source' | 'provider' | 'flow'>): string {
  const details = [player.provider, player.source].filter((detail) => detail !== undefined).join(', ');
  return `${player.player}${details === '' ? '' : ` (${details})`} by the ${player.flow} flow`;
}

/** CloudFormation cuts a custom resource's reason at 4 KB and its console at far less. */
const longestMessage = 1_400;

/** The differences in one sentence each until the space runs out: what CloudFormation shows when the deployment fails. */
export function failureMessage(report: SmokeTestReport): string {
  const { failed, passed } = report.summary;
  const sentence = (where: string, { name, expected, actual, error }: SmokeTestStep) =>
    `${where}: ${name}: expected ${expected}, actual ${actual}${error === undefined ? '' : ` (${error})`}`;
  const differences = [
    ...report.backend.filter(({ ok }) => !ok).map((step) => sentence('the smoke test itself', step)),
    ...report.players.flatMap((player) =>
      player.steps.filter(({ ok }) => !ok).map((step) => sentence(describePlayer(player), step)),
    ),
  ];
  let message = `${failed} of ${failed + passed} smoke-test steps failed.`;
  for (const [index, difference] of differences.entries()) {
    const rest = ` … and ${differences.length - index} more in the function's log.`;
    if (message.length + difference.length + 1 + rest.length > longestMessage) return message + rest;
    message += `\n${difference}`;
  }
  return message;
}
