import type { SmokeTestClients } from './clients';
import { environmentNames } from './environment';
import type { Mask } from './mask';
import { readOwnStack } from './own-stack';
import { openPlayersSecret } from './player-tokens/players-secret';
import { composeReport, type SmokeTestReport, type SmokeTestStep } from './report';
import type { Try } from './step';
import { openTestedVersions, ownVersion } from './tested-versions';
import type { Time } from './time';

/** What a run is for, as far as it can be told, and so whether it may throw. */
export interface Occasion {
  /** How that was found out. */
  readonly steps: readonly SmokeTestStep[];
  /** By what it is known that the stack is being rolled back. Absent: it is not, as far as can be told. */
  readonly rollback?: string;
  /** Whether a report is to fail a deployment. */
  fails(report: SmokeTestReport): boolean;
  /** Called with the report of a run that is no rollback's; answers it with what was kept of it for the next run. */
  close(report: SmokeTestReport): Promise<SmokeTestReport>;
}

/** What finding that out takes. */
export interface OccasionContext {
  readonly clients: Pick<SmokeTestClients, 'cloudFormation' | 'secrets'>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Lambda's. */
  readonly invocation: Parameters<typeof ownVersion>[0];
  readonly attempt: Try;
  readonly time: Time;
  readonly mask: Mask;
  /** Milliseconds that reading may take until an answer comes. */
  readonly patience: number;
}

/**
 * Tells a rollback from a deployment. Two things say it, and neither needs the other:
 *
 * 1. the stack's status, see {@link readOwnStack};
 * 2. where that can't be read (an SCP or a permissions boundary that came after the last deployment, an outage): the version that was
 *    invoked, see {@link openTestedVersions}. One that had its deployment is not deployed again.
 *
 * A status that can't be read is reported, and fails nothing alone: the deployment is what it should be, and the next rollback has the
 * second sign. Where neither says that this is a rollback, whatever else differs throws, so that no broken deployment passes.
 *
 * What remains:
 * - A rollback fails where the status can't be read, *and* the players secret can't be read or was written anew since and the new version
 *   did not come to write into it, *and* something else differs. The way out: `npx cdk rollback <stack> --orphan <the trigger's logical ID>`.
 * - An update that changes the trigger and not the function runs a version that had its deployment. Where the status can't be read, it is
 *   taken for a rollback; what that version checks did not change by it.
 */
export async function findOccasion(context: OccasionContext): Promise<Occasion> {
  const { clients, variables, invocation, attempt, time, mask, patience } = context;
  const stackId = variables[environmentNames.stackId];
  const stack = await readOwnStack(clients.cloudFormation, stackId, attempt, time.now() + patience);
  const secretArn = variables[environmentNames.playersSecretArn];
  const version = ownVersion(invocation);
  // Where the status says it, nothing else is touched before the time that is left is watched.
  const tested =
    stack.inRollback || version === undefined || !secretArn
      ? undefined
      : await openTestedVersions(
          openPlayersSecret(clients.secrets, secretArn, { time, mask }),
          version,
          attempt,
          time.now() + patience,
        );

  function rollback(): string | undefined {
    if (stack.inRollback) return `The stack is ${stack.status}`;
    if (stack.status !== undefined || !tested?.begin.hadItsDeployment) return undefined;
    return `The stack's status can't be read, and version ${version?.version} of the function had its deployment`;
  }
  const known = rollback();

  function fails({ summary }: SmokeTestReport): boolean {
    return summary.failed > (stack.step.ok ? 0 : 1);
  }
  return {
    steps: [stack.step, ...(tested ? [tested.begin.step] : [])],
    ...(known !== undefined && { rollback: known }),
    fails,
    async close(report) {
      if (tested === undefined || fails(report)) return report;
      const step = await tested.pass(time.now() + patience);
      const { players, backend } = report;
      const startedAt = Date.parse(report.startedAt);
      return composeReport({ startedAt, endedAt: time.now(), backend: [...backend, step], players });
    },
  };
}
