import { signedInBy } from './players-table';
import type { SmokePlayer, SmokeReport, SmokeStep } from './smoke-report';

/** Who tried something. */
export interface Tried {
  /** `guest`, `signed-in, event: google`, or `the smoke test itself`. */
  readonly who: string;
  /** Absent: the smoke test itself. */
  readonly flow?: SmokePlayer['flow'];
  readonly role?: string;
}

/** One check of one player by one flow. */
export interface Check extends Tried {
  readonly step: SmokeStep;
  /** What the same player tried before by the same flow, in order. */
  readonly earlier: readonly SmokeStep[];
}

/** Every check of a report, in its order. */
export function checksOf({ backend, players }: SmokeReport): readonly Check[] {
  const withEarlier = (tried: Tried, steps: readonly SmokeStep[]) =>
    steps.map((step, index) => ({ ...tried, step, earlier: steps.slice(0, index) }));
  return [
    ...withEarlier({ who: 'the smoke test itself' }, backend),
    ...players.flatMap((player) => withEarlier(triedBy(player), player.steps)),
  ];
}

/** Who tried something, and by which flow, in a word: `guest by the enhanced flow`. */
export function triedIn({ who, flow }: Tried): string {
  return flow === undefined ? who : `${who} by the ${flow} flow`;
}

function triedBy(player: SmokePlayer): Tried {
  const by = signedInBy(player);
  const { flow, role } = player;
  return { who: by === '-' ? player.player : `${player.player}, ${by}`, flow, ...(role === undefined ? {} : { role }) };
}
