import { effectsText, isOnlyOtherwise } from '../../changes/effects-text';
import type { Problem } from '../../changes/problem';
import { type Step, stepsOf } from '../../changes/steps';
import type { Change, Chapter } from './change';
import { type Seen, seen } from './run/seen';
import { synthesized } from './synthesized';

/** What a change does, deployment by deployment. */
export function stepsOfChange({ deployments }: Change): Step[] {
  return stepsOf(deployments.map(synthesized));
}

/** A problem as a row of the table declares it. */
export function declared({ verdict, sentence }: Problem): string {
  return `${verdict}: ${sentence}`;
}

const introduction = (run: number, all: number) => `# What a change of the configuration does to what is deployed

Generated from the templates before and after each change, and from AWS's service specification: \`npm run changes\` writes it anew, and a
test compares. Each change is made to a stage that retains its data, unless it says otherwise. Marks: what AWS refuses is documented, or
observed and cited in \`changes/\`.

${run} of the ${all} changes are run too, in the local cloud: \`npm run changes:run\` deploys the old configuration through CloudFormation's API,
lets players in by every login, has them save something, deploys the new one, and lets the same players and installed apps try again. Each
came out as it was foretold, and the smoke test was green after it unless it says otherwise. “seen” is what they noticed; what they can do now and could not do
before is told too. The others say why they can't be run.

- **refused**: the deployment fails and rolls back; what stands below it with “otherwise” would come true without the refusal.
- **lost**: it succeeds, and what holds people or their data is gone, or out of the app's reach.
- **closed**: players, or apps that hold an ID, can't get in, or reach less than before; they do again once it is back under the same name.
- **stays**: the configuration takes it away, and AWS keeps it.
- –: players keep their accounts, identities and data, and every way in that is still configured.

The smoke test's own resources and the CDK's are left out. “smoke test” means that the deployment runs it.

What a change of your own does, in these words, to what is deployed or to another assembly: \`npm run plan\` ([plan.md](plan.md)).
`;

/** The change table as a Markdown document. */
export function changeTable(chapters: readonly Chapter[]): string {
  const runs = seen();
  const changes = chapters.flatMap((chapter) => chapter.changes);
  const run = changes.filter(({ change }) => runs[change] !== undefined);
  const text = chapters.map((chapter) => chapterText(chapter, runs)).join('\n');
  return `${introduction(run.length, changes.length)}\n${text}`;
}

function chapterText({ title, changes }: Chapter, runs: Seen): string {
  const rows = changes.map((change) => {
    const steps = stepsOfChange(change);
    const does = steps.map(({ effects }) => effectsText(effects));
    const problems = steps.flatMap((step, index) =>
      problemsText(step).map((text) => (steps.length === 1 ? text : `${index + 1}. ${text}`)),
    );
    const sights =
      change.notRun === undefined
        ? numbered((runs[change.change] ?? []).map((lines) => lines.join('; ')))
        : `not run: ${change.notRun}`;
    return [change.change, numbered(does), problems.join('<br>') || '–', sights, change.wayOut ?? '–'];
  });
  const head = ['change', 'CloudFormation', 'what goes wrong', 'seen', 'what to do, what to know'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
  return `## ${title}\n\n${lines.join('\n')}\n`;
}

function problemsText({ problems }: Step): string[] {
  return problems.map((problem) => {
    const otherwise = isOnlyOtherwise(problem, problems) ? 'otherwise ' : '';
    return `${otherwise}**${problem.verdict}**: ${problem.sentence}`;
  });
}

function numbered(steps: readonly string[]): string {
  return steps.length === 1 ? (steps[0] ?? '') : steps.map((step, index) => `${index + 1}. ${step}`).join('<br>');
}

/** A cell must not end where its text has a bar. */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
