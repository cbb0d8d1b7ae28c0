import { isCall } from './api-calls';
import type { Noticed } from './facts';
import { isLoss } from './predicted';
import type { RunStep } from './run-change';
import { refused } from './tried';

/** What a run came to, as the table shows it. */
export function told(step: RunStep): string[] {
  return [outcome(step), ...noticedBy(step.noticed), ...cleanUp(step), ...smokeTest(step)];
}

/** `deployed`, or why not. */
function outcome({ stacks }: RunStep): string {
  const failed = stacks.find(({ status }) => !isGood(status));
  if (failed === undefined) return 'deployed';
  const [why = ''] = failed.failures;
  const said = /"(.+?)(?: \(Service: [^)]*\))?" \(HandlerErrorCode/.exec(why)?.[1] ?? why.replace(/^\S+ \w+: /, '');
  return `${wayBack[failed.status] ?? failed.status}: “${said}”`;
}

/** What it says that is run once more after the deployment. */
function smokeTest({ smokeTest: said }: RunStep): string[] {
  return said === 'green' ? [] : [`the smoke test, run once more: ${[...new Set(said)].join('; ')}`];
}

const wayBack: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_COMPLETE: 'rolled back',
  ROLLBACK_COMPLETE: 'rolled back',
  ROLLBACK_FAILED: 'rolled back as far as it goes',
  refused: 'refused',
};

const isGood = (status: string) => /^(unchanged|(CREATE|UPDATE)_COMPLETE)$/.test(status);

/** Resources that AWS would not delete at the end of a good update. */
function cleanUp({ stacks }: RunStep): string[] {
  return stacks
    .filter(({ status }) => isGood(status))
    .flatMap(({ failures }) => failures)
    .map((line) => `not deleted at the end, and left behind: ${line.replace(/[0-9A-F]{8} .*$/s, '')}`);
}

/** Who notices what: one line for each thing, or for all calls of which the same is to be said, whoever of the players it is. */
function noticedBy(noticed: readonly Noticed[]): string[] {
  const entering = new Map(noticed.filter(({ what }) => what === 'enters').map((one) => [one.who, isLoss(one)]));
  const lines = new Map<string, string[]>();
  for (const one of withCallsTogether(noticed)) {
    // Whoever gets in now has all with it, and whoever is shut out has nothing; what strangers have instead is told.
    const shutOut = entering.get(one.who);
    if (one.what !== 'enters' && shutOut !== undefined && !(shutOut && one.after === 'may')) continue;
    const [, player = '', subject = one.who] = /^(an? \w+|one .+?) (by .+)$/.exec(one.who) ?? [];
    const key = `${subject}: ${textOf(one)}`;
    lines.set(
      key,
      [...(lines.get(key) ?? []), player].filter((name) => name !== ''),
    );
  }
  return [...lines].map(([line, players]) => (players.length === 0 ? line : `${players.join(', ')} ${line}`));
}

/** What becomes of several calls of somebody's in the same way, as one: `DELETE /me, POST /boards/weekly/scores`. */
function withCallsTogether(noticed: readonly Noticed[]): readonly Noticed[] {
  const together = new Map<string, Noticed>();
  for (const one of noticed) {
    const { who, what, before, after } = one;
    const key = JSON.stringify([who, isCall(one) ? 'calls' : what, before, after]);
    const earlier = together.get(key);
    together.set(key, earlier === undefined ? one : { ...one, what: `${earlier.what}, ${what}` });
  }
  return [...together.values()];
}

function textOf(noticed: Noticed): string {
  const { what, before, after } = noticed;
  const now = after.startsWith(refused) ? after.slice(refused.length) : after;
  if (what === 'enters') return isLoss(noticed) ? `can't get in any more (${now})` : 'can get in now';
  if (what === 'identity') return 'another identity';
  if (what === 'role') return `${before} → ${now}`;
  return `${what}: ${isLoss(noticed) ? `no more (${now})` : 'may now'}`;
}
