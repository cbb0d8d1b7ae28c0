import { alignColumns } from './columns';
import type { Paint } from './paint';
import type { SmokePlayer } from './smoke-report';

type FlowName = SmokePlayer['flow'];

/** One player, and what came of them by each flow. */
interface Row {
  readonly first: SmokePlayer;
  readonly flows: Map<FlowName, SmokePlayer>;
}

/** Who was signed in how, which role they got, and how many checks hold by each flow; below it, what needs a word. */
export function playersTable(players: readonly SmokePlayer[], paint: Paint): readonly string[] {
  const rows = rowsOf(players);
  const flows = (['enhanced', 'basic', 'direct'] as const).filter((flow) => rows.some((row) => row.flows.has(flow)));
  const head = ['player', 'signed in by', 'role', ...flows].map(paint.strong);
  const cells = rows.map(({ first, flows: tried }) => [
    first.player,
    signedInBy(first),
    first.role ?? '-',
    ...flows.map((flow) => tallyOf(tried.get(flow), paint)),
  ]);
  const remarks = [...new Set(rows.flatMap(({ flows: tried }) => [...tried.values()].flatMap(remarkOn)))];
  return [...alignColumns([head, ...cells]), ...remarks.map((remark) => paint.faint(remark))];
}

/** How a player was signed in: `event: google`. */
export function signedInBy({ player, source, provider }: SmokePlayer): string {
  if (player === 'guest') return '-';
  return [source, provider].filter(Boolean).join(': ') || '-';
}

/** The flows of one player stand one behind the other; several players may look alike, so the first flow begins a new one. */
function rowsOf(players: readonly SmokePlayer[]): readonly Row[] {
  const rows: Row[] = [];
  for (const player of players) {
    const row = rows.at(-1);
    const same =
      row !== undefined && row.first.player === player.player && signedInBy(row.first) === signedInBy(player);
    if (same && !row.flows.has(player.flow)) row.flows.set(player.flow, player);
    else rows.push({ first: player, flows: new Map([[player.flow, player]]) });
  }
  return rows;
}

function tallyOf(player: SmokePlayer | undefined, paint: Paint): string {
  if (player === undefined) return paint.faint('-');
  if (player.status === 'notExercised') return paint.bad('NOT EXERCISED');
  const passed = player.steps.filter((step) => step.ok).length;
  const all = player.steps.length;
  const tally = `${passed} of ${all}`;
  const said = player.status === 'off' ? `off (${tally})` : tally;
  return passed === all ? paint.good(said) : paint.bad(said);
}

/** Once for each reason, however many players it is about. */
function remarkOn({ status, flow, source, provider, reason }: SmokePlayer): string[] {
  if (reason === undefined) return [];
  if (status === 'off') return [`off, and checked to be refused: ${reason}`];
  const who = [provider, source].filter(Boolean).join(', ');
  return [`${status === 'exercised' ? 'note' : 'not exercised'}${who === '' ? '' : `, ${who}`}: ${reason}`].filter(
    () => status === 'exercised' || flow === 'enhanced',
  );
}
