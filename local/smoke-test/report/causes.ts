import type { Check } from './failures';
import type { SmokeStep } from './smoke-report';

/** What is known of the decision behind a check. */
export interface Evidence {
  /** What decided, or what was lacking, whoever tried it. Of two checks, one whose marks are all among the other's explains both. */
  readonly marks: readonly string[];
  /** What tells several ways apart in which one cause shows: each is said once. Absent: it shows in one way. */
  readonly way?: string;
  /** The same in words, of one request: a line each. */
  readonly says: readonly string[];
  /** Where that is written. */
  readonly writtenAt: readonly WrittenAt[];
  /** How it came out, where the policies know better than the answer's name. */
  readonly outcome?: string;
  /** Whether the policies let the call through, so that it failed by what it found: what should have been put there before is not. */
  readonly letThrough?: boolean;
}

/** A statement or a resource in templates and code. */
export interface WrittenAt {
  /** `OwnFiles in star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource` */
  readonly what: string;
  readonly sid?: string;
  readonly constructPath?: string;
  /** The statement, its references resolved. Absent: it is a resource. */
  readonly statement?: object;
  /** `lib/data/player-files.ts:108`, the innermost first; none where the assembly does not say. */
  readonly lines: readonly string[];
}

/** Says what is known of a check that failed; undefined where nothing is. */
export type EvidenceOf = (check: Check) => Evidence | undefined;

/** Checks that failed for one reason. */
export interface Cause {
  readonly outcome: string;
  readonly checks: readonly Check[];
  /** Each way in which it shows, the first one first. */
  readonly ways: readonly Way[];
}

/** What is known of one decision, and everywhere where the like of it is written. */
export type Way = Pick<Evidence, 'says' | 'writtenAt'>;

interface Sorted {
  readonly check: Check;
  readonly evidence: Evidence;
}

interface Group {
  readonly marks: readonly string[];
  readonly outcome: string;
  readonly sorted: Sorted[];
  /** Checks that failed by what those left undone. */
  readonly consequences: Check[];
}

/**
 * Sorts failed checks by what they failed by, the cause with the most checks first.
 *
 * @param evidenceOf what is known of the decisions, as of a local cloud; without it, checks are sorted by name, zone and outcome
 */
export function causesOf(failed: readonly Check[], evidenceOf: EvidenceOf = () => undefined): readonly Cause[] {
  const all = failed.map((check) => ({ check, evidence: evidenceOf(check) ?? byAnswer(check) }));
  const groups: Group[] = [];
  const groupOf = new Map<SmokeStep, Group>();
  const consequences = all.filter((one) => buildsOn(one) !== undefined);
  // Those with the fewest marks first: they explain who has more.
  const others = all.filter((one) => !consequences.includes(one));
  for (const one of [...others].sort((a, b) => a.evidence.marks.length - b.evidence.marks.length)) {
    const outcome = one.evidence.outcome ?? outcomeOf(one.check.step);
    const known = groups.find(
      (group) => group.outcome === outcome && group.marks.every((mark) => one.evidence.marks.includes(mark)),
    );
    const group = known ?? { marks: one.evidence.marks, outcome, sorted: [], consequences: [] };
    if (known === undefined) groups.push(group);
    group.sorted.push(one);
    groupOf.set(one.check.step, group);
  }
  for (const one of consequences) {
    const cause = groupOf.get(buildsOn(one) as SmokeStep);
    cause?.consequences.push(one.check);
    if (cause !== undefined) groupOf.set(one.check.step, cause);
  }
  return groups.map(causeOf).sort((one, other) => other.checks.length - one.checks.length);
}

/** The failed step that one builds on: what is read, changed or deleted was to be put there by it. */
function buildsOn({ check: { step, earlier }, evidence }: Sorted): SmokeStep | undefined {
  if (step.expected !== 'allowed' || evidence.letThrough !== true || step.zone === undefined) return undefined;
  return earlier.find(({ ok, expected, zone }) => !ok && expected === 'allowed' && zone === step.zone);
}

function causeOf({ marks, outcome, sorted, consequences }: Group): Cause {
  const ways = new Map<string, { says: readonly string[]; places: Map<string, WrittenAt> }>();
  for (const { evidence } of sorted) {
    // Of who has more marks, the others are not what is wrong.
    if (evidence.marks.length > marks.length) continue;
    const { way = '', says, writtenAt } = evidence;
    const known = ways.get(way) ?? { says, places: new Map<string, WrittenAt>() };
    for (const place of writtenAt) known.places.set(place.what, place);
    ways.set(way, known);
  }
  return {
    outcome,
    checks: [...sorted.map(({ check }) => check), ...consequences],
    ways: [...ways.values()].map(({ says, places }) => ({ says, writtenAt: [...places.values()] })),
  };
}

/** How a check came out that was to be allowed. */
export const refusedOutcome = 'Refused, and must be allowed';

function outcomeOf({ expected, actual }: SmokeStep): string {
  if (expected === 'refused' && actual === 'allowed') return 'Allowed, and must be refused';
  if (expected === 'allowed' && actual === 'refused') return refusedOutcome;
  if (actual.startsWith('given ')) return 'Another role than expected';
  return `Failed, and must be ${expected}`;
}

/** Where nothing is known but the answer. */
function byAnswer({ step }: Check): Evidence {
  const { name, zone = '', actual, error = '', message, requestIds = [] } = step;
  const answer = [error, message].filter(Boolean).join(': ');
  const was = actual.startsWith('given ') ? [`it was ${actual}`] : answer === '' ? [] : [`the answer was ${answer}`];
  // **Documented** (CloudTrail record contents): AWS's events have it as `requestID`.
  const call = requestIds.slice(-1).map((id) => `one of the calls is request ${id} in CloudTrail`);
  return {
    marks: [`name ${name}`, `zone ${zone}`, `actual ${actual}`, `error ${error}`],
    says: [...was, ...call],
    writtenAt: [],
  };
}
