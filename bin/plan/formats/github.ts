import { printable } from '../../shared/printable';
import type { Plan, PlannedProblem } from '../plan';
import { conclusion } from './conclusion';
import type { FormatOptions } from './format';

type Level = 'error' | 'warning' | 'notice';

/** What is refused or lost fails the step; what is closed or stays is to be known. */
const levels = { refused: 'error', lost: 'error', closed: 'warning', stays: 'warning' } as const;

/** GitHub shows ten annotations of a level and step, and drops the rest without a word (**observed**: actions/toolkit#734). */
const shown = 10;

/** A plan as annotations of a workflow run: a workflow command a line, with the title and the file of the configuration. */
export function githubText(plan: Plan, { file }: Pick<FormatOptions, 'file'>): string {
  const title = (what: string) => `${plan.game} ${plan.stage}: ${what}`;
  const of = (level: Level) => plan.problems.filter(({ verdict }) => levels[verdict] === level);
  const lines = (['error', 'warning'] as const).flatMap((level) =>
    tenAtMost(of(level)).map((problems) => {
      const [first] = problems;
      const what = problems.length === 1 ? (first?.verdict ?? '') : `${problems.length} more`;
      return workflowCommand(level, { file, title: title(what) }, problems.map(messageOf).join('\n'));
    }),
  );
  const does = plan.stacks.map(({ name, does }) => `${name}: ${does}`);
  const summary = [conclusion(plan), ...does, ...plan.remarks].join('\n');
  return [...lines, workflowCommand('notice', { file, title: title('what CloudFormation does') }, summary)].join('\n');
}

/** All of them, in ten groups at most: the last has what would be dropped. */
function tenAtMost(problems: readonly PlannedProblem[]): (readonly PlannedProblem[])[] {
  if (problems.length <= shown) return problems.map((problem) => [problem]);
  return [...problems.slice(0, shown - 1).map((problem) => [problem]), problems.slice(shown - 1)];
}

function messageOf({ verdict, sentence, wayOut, otherwise }: PlannedProblem): string {
  return `${otherwise ? 'otherwise ' : ''}${verdict}: ${sentence}. What to do: ${wayOut}`;
}

/**
 * A workflow command. The page about them says nothing of escaping (**observed**: github/docs#11713): the rules are those that the
 * runner takes back, in its message `%`, CR and LF, in its properties `:` and `,` too (read in actions/toolkit, `command.ts`, and
 * actions/runner, `ActionCommand.cs`). Without them a line break in a name would begin a command of its own.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(
  level: Level,
  properties: Readonly<Record<string, string | undefined>>,
  message: string,
): string {
  const pairs = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(value)}`],
  );
  return `::${level}${pairs.length === 0 ? '' : ` ${pairs.join(',')}`}::${escapedMessage(message)}`;
}

function escapedMessage(text: string): string {
  // A carriage return is written out like everything else that drives a terminal, before it could be escaped.
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
