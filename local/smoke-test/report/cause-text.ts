import type { Cause, Way, WrittenAt } from './causes';
import type { Check } from './failures';
import type { Paint } from './paint';

/** How many of a list are named; the rest is counted. */
const mostNamed = 3;

/**
 * Failed checks for a person, a paragraph a cause: what failed, where, for whom, and by which statement.
 *
 * @param tried how many checks there were in all
 */
export function causeLines(causes: readonly Cause[], tried: number, paint: Paint): readonly string[] {
  const failed = causes.reduce((sum, { checks }) => sum + checks.length, 0);
  if (failed === 0) return [];
  const reasons = causes.length === 1 ? 'for one reason' : `for ${causes.length} reasons`;
  return [
    paint.bad(`Not as it should be: ${failed} of ${tried} checks, ${reasons}.`),
    ...causes.flatMap((cause, index) => ['', ...causeParagraph(cause, index + 1, paint)]),
  ];
}

function causeParagraph(cause: Cause, number: number, paint: Paint): readonly string[] {
  const { outcome, checks, ways } = cause;
  const line = (what: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`   ${paint.faint(what.padEnd(8))} ${values.join(', ')}`];
  return [
    `${number}. ${paint.strong(outcome)}: ${count(checks.length, 'check')}`,
    ...line('what', counted(checks.map(({ step }) => step.name))),
    ...line('zones', counted(defined(checks.map(({ step }) => step.zone)))),
    ...triedBy(checks).flatMap(([what, values]) => line(what, values)),
    ...wayLines(ways, paint),
  ];
}

/** Whom it is about: in one line where that is one player by one flow. */
function triedBy(checks: readonly Check[]): readonly (readonly [string, readonly string[]])[] {
  const roles = counted(defined(checks.map(({ role }) => role)));
  const players = counted(checks.map(({ who }) => who));
  const flows = counted(defined(checks.map(({ flow }) => flow)));
  if ([roles, players, flows].some(({ length }) => length > 1)) {
    return [
      ['roles', roles],
      ['players', players],
      ['flows', flows],
    ];
  }
  const details = [...roles.map((role) => `role ${role}`), ...flows.map((flow) => `${flow} flow`)].join(', ');
  return [['who', players.map((who) => (details === '' ? who : `${who} (${details})`))]];
}

/** What decided, and where it is written: of several ways the first few, and of each fewer places then. */
function wayLines(ways: readonly Way[], paint: Paint): readonly string[] {
  const named = ways.slice(0, mostNamed);
  const rest = ways.length - named.length;
  return [
    ...named.flatMap(({ says, writtenAt }) => [
      ...says.map((text) => `   ${text}`),
      ...placeLines(writtenAt, ways.length === 1 ? mostNamed : 1, paint),
    ]),
    ...(rest > 0 ? [`   and ${count(rest, 'other way')} in which it shows`] : []),
  ];
}

function placeLines(places: readonly WrittenAt[], most: number, paint: Paint): readonly string[] {
  const line = (what: string, text: string) => `   ${paint.faint(what.padEnd(8))} ${text}`;
  const named = places.slice(0, most);
  const rest = places.length - named.length;
  return [
    ...named.flatMap(({ what, lines }, index) => {
      const calls = callsOf(lines);
      // What several roles were given in the same lines has them once.
      const again = calls === callsOf(named[index + 1]?.lines ?? []);
      return [line('in', what), ...(calls === '' || again ? [] : [line('at', calls)])];
    }),
    ...(rest > 0 ? [line('in', `and ${rest} more`)] : []),
  ];
}

/** Lines of code from the innermost to the outermost, a file's name once: `lib/data/player-files.ts:161 from :108`. */
function callsOf(lines: readonly string[]): string {
  let last = '';
  const named = lines.map((line) => {
    const file = line.slice(0, line.lastIndexOf(':'));
    const shown = file === last ? line.slice(file.length) : line;
    last = file;
    return shown;
  });
  return named.join(' from ');
}

/** The most frequent of these, with their number where there are several of different ones. */
function counted(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [...sorted] = [...counts].sort(([, one], [, other]) => other - one);
  if (sorted.length === 1) return sorted.map(([value]) => value);
  const named = sorted.slice(0, mostNamed).map(([value, times]) => `${value} (${times})`);
  const rest = sorted.length - named.length;
  return rest > 0 ? [...named, `and ${rest} more`] : named;
}

function defined(values: readonly (string | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined);
}

/** `1 check`, `2 checks` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The names of the checks that these are, each once. */
export function namesOf(checks: readonly Check[]): readonly string[] {
  return [...new Set(checks.map(({ step }) => step.name))];
}
