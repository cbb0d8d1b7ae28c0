import type { Effect } from '../../changes/effects';
import type { Problem } from '../../changes/problem';
import { nameOfType } from '../../changes/resource-types';
import { type Step, stepsOf } from '../../changes/steps';
import type { Change, Chapter } from './change';
import { synthesized } from './synthesized';

/** What a change does, deployment by deployment. */
export function stepsOfChange({ deployments }: Change): Step[] {
  return stepsOf(deployments.map(synthesized));
}

/** A problem as a row of the table declares it. */
export function declared({ verdict, sentence }: Problem): string {
  return `${verdict}: ${sentence}`;
}

const introduction = `# What a change of the configuration does to what is deployed

Generated from the templates before and after each change, and from AWS's service specification: \`npm run changes\` writes it anew, and a
test compares. Each change is made to a stage that retains its data, unless it says otherwise. Marks: what AWS refuses is documented, or
observed and cited in \`changes/\`.

- **refused**: the deployment fails and rolls back; what stands below it with “otherwise” would come true without the refusal.
- **lost**: it succeeds, and what holds people or their data is gone, or out of the app's reach.
- **closed**: players, or apps that hold an ID, can't get in, or reach less than before; they do again once it is back under the same name.
- **stays**: the configuration takes it away, and AWS keeps it.
- –: players keep their accounts, identities and data, and every way in that is still configured.

The smoke test's own resources and the CDK's are left out. “smoke test” means that the deployment runs it.
`;

/** The change table as a Markdown document. */
export function changeTable(chapters: readonly Chapter[]): string {
  return `${introduction}\n${chapters.map(chapterText).join('\n')}`;
}

function chapterText({ title, changes }: Chapter): string {
  const rows = changes.map((change) => {
    const steps = stepsOfChange(change);
    const does = steps.map(({ effects }) => effectsText(effects));
    const problems = steps.flatMap((step, index) =>
      problemsText(step).map((text) => (steps.length === 1 ? text : `${index + 1}. ${text}`)),
    );
    return [change.change, numbered(does), problems.join('<br>') || '–', change.wayOut ?? '–'];
  });
  const head = ['change', 'CloudFormation', 'what goes wrong', 'what to do, what to know'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
  return `## ${title}\n\n${lines.join('\n')}\n`;
}

/** What AWS refuses is rolled back, so that the rest would come true only without the refusal. */
function problemsText({ problems }: Step): string[] {
  const refused = problems.some(({ verdict }) => verdict === 'refused');
  return problems.map(({ verdict, sentence }) => {
    const otherwise = refused && verdict !== 'refused' ? 'otherwise ' : '';
    return `${otherwise}**${verdict}**: ${sentence}`;
  });
}

function numbered(steps: readonly string[]): string {
  return steps.length === 1 ? (steps[0] ?? '') : steps.map((step, index) => `${index + 1}. ${step}`).join('<br>');
}

/** A cell must not end where its text has a bar. */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

const machinery = /^(AWS::(Lambda::|Logs::)|Custom::)/;

/** `updates identity pool; deletes role ×2`. */
export function effectsText(effects: readonly Effect[]): string {
  const told = effects.filter(({ type, id }) => !machinery.test(type) && !/CustomResourceProvider|^SmokeTest/.test(id));
  const verbs = { created: 'creates', updated: 'updates', replaced: 'replaces', deleted: 'deletes' };
  const texts = (['created', 'updated', 'replaced', 'deleted', 'left behind'] as const).flatMap((what) => {
    const names = countedNames(told.filter((effect) => effect.what === what).map(({ type }) => nameOfType(type)));
    if (names === '') return [];
    return what === 'left behind' ? [`leaves behind ${names}`] : [`${verbs[what]} ${names}`];
  });
  const tested = effects.some(({ type, what }) => type === 'Custom::Trigger' && what !== 'deleted');
  return [...texts, ...(tested ? ['smoke test'] : [])].join('; ') || 'nothing that players meet';
}

function countedNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(', ');
}
