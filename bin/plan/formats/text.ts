import { isTold, verbOf } from '../../../changes/effects-text';
import type { Paint } from '../../../local/smoke-test/report/paint';
import { printable } from '../../shared/printable';
import type { Plan, PlannedProblem, PlannedStack } from '../plan';
import { conclusion } from './conclusion';
import type { FormatOptions } from './format';

/** A plan for a reader: what CloudFormation does, stack by stack; what goes wrong for players, and below it what to do. */
export function readerText(plan: Plan, { paint }: Pick<FormatOptions, 'paint'>): string {
  const { game, stage, stacks, problems, remarks, ok } = plan;
  const sections = [
    [`${paint.strong(line(`${game} ${stage}`))}, compared with ${line(comparedWith(plan))}`],
    [paint.strong('What CloudFormation does'), ...stacks.flatMap((stack) => stackLines(stack, paint))],
    ...(problems.length === 0
      ? []
      : [[paint.strong('What goes wrong, and what to do (→)'), ...problemLines(problems, paint)]]),
    ...(remarks.length === 0
      ? []
      : [[paint.strong('What else is to be known'), ...remarks.map((remark) => `  ${line(remark)}`)]]),
    [ok ? paint.good(conclusion(plan)) : paint.bad(conclusion(plan))],
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function comparedWith({ comparedWith: other }: Plan): string {
  return 'assembly' in other ? `the assembly in ${other.assembly}` : `what is deployed in ${other.deployed.join(', ')}`;
}

/** What is created is told by the line of its stack; what was there is told by its logical ID, too. */
function stackLines({ name, status, isNew, does, resources, outputs }: PlannedStack, paint: Paint): string[] {
  const state = status ?? (isNew ? 'not there yet' : undefined);
  const told = resources.filter(({ type, logicalId: id }) => isTold({ type, id }));
  const changed = (['replaced', 'deleted', 'left behind', 'updated'] as const).flatMap((what) =>
    told.filter((resource) => resource.what === what),
  );
  const goes = outputs.filter(({ what }) => what !== 'added').map((output) => `${output.name} ${output.what}`);
  return [
    `  ${line(name)}${state === undefined ? '' : paint.faint(` (${line(state)})`)}: ${line(does)}`,
    ...changed.map(({ what, name: type, logicalId }) => {
      const said = `    ${`${verbOf(what)} ${line(type)}`.padEnd(28)} ${line(logicalId)}`;
      return what === 'updated' ? paint.faint(said) : said;
    }),
    ...(goes.length === 0 || isNew ? [] : [`    outputs, which apps may read: ${line(goes.join(', '))}`]),
  ];
}

const meanings: Readonly<Record<PlannedProblem['verdict'], string>> = {
  refused: 'the deployment fails and rolls back',
  lost: "people or data are gone, or out of the app's reach",
  closed: 'players or apps are shut out, until it is back under the same name',
  stays: 'the configuration takes it away, and AWS keeps it',
};

/** By what becomes of them, in the order of the worst; the way out once, below all that it is one for. */
function problemLines(problems: readonly PlannedProblem[], paint: Paint): string[] {
  return (['refused', 'lost', 'closed', 'stays'] as const).flatMap((verdict) => {
    const these = problems.filter((problem) => problem.verdict === verdict);
    const [first] = these;
    if (first === undefined) return [];
    const word = verdict === 'refused' || verdict === 'lost' ? paint.bad(verdict) : paint.strong(verdict);
    const onlyThen = first.otherwise ? '; comes true only without what is refused' : '';
    const waysOut = [...new Set(these.map(({ wayOut }) => wayOut))];
    return [
      `  ${word}: ${meanings[verdict]}${onlyThen}`,
      ...waysOut.flatMap((wayOut) => [
        ...these.filter((problem) => problem.wayOut === wayOut).map(({ sentence }) => `    ${line(sentence)}`),
        `      → ${line(wayOut)}`,
      ]),
    ];
  });
}

/** A text in its line: names are others' to choose, and may hold a line break. */
function line(text: string): string {
  return printable(text).replaceAll('\n', '\\u{a}');
}
