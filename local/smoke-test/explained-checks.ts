import type { DecisionLog } from './decision-log';
import { maskIdentityIds } from './identity-id-mask';
import { type Check, triedIn } from './report/failures';
import type { Paint } from './report/paint';

/** Of which checks the decisions are said: those that failed, all, or those whose name holds a text. */
export type Explained = 'failures' | 'all' | { readonly named: string };

/**
 * The decisions behind checks, each check with those who had the same ones.
 *
 * @returns lines; where no check is meant, one that says so
 */
export function explainedChecks(
  checks: readonly Check[],
  log: DecisionLog,
  explained: Explained,
  paint: Paint,
): readonly string[] {
  const paragraphs = new Map<string, { readonly check: Check; readonly decisions: string; readonly who: string[] }>();
  for (const check of checks.filter(isMeant(explained))) {
    const decisions = decisionsOf(check, log);
    const key = JSON.stringify([check.step.name, check.step.actual, ...decidersOf(check, log)]);
    const known = paragraphs.get(key);
    if (known === undefined) paragraphs.set(key, { check, decisions, who: [triedIn(check)] });
    else known.who.push(triedIn(check));
  }
  if (paragraphs.size === 0) return [paint.faint(nothingMeant(explained))];
  return [...paragraphs.values()].flatMap(({ check: { step }, decisions, who }) => {
    const came = `${step.name}: expected ${step.expected}, was ${step.actual}`;
    const [first = '', ...others] = [...new Set(who)];
    const whose = others.length === 0 ? first : `${first}, and ${others.length} more alike`;
    return [
      step.ok ? came : paint.bad(came),
      paint.faint(`  by ${whose}`),
      ...decisions.split('\n').map((line) => `  ${line}`),
    ];
  });
}

function isMeant(explained: Explained): (check: Check) => boolean {
  if (explained === 'all') return () => true;
  if (explained === 'failures') return ({ step }) => !step.ok;
  const named = explained.named.toLowerCase();
  return ({ step }) => step.name.toLowerCase().includes(named);
}

function nothingMeant(explained: Explained): string {
  if (explained === 'failures')
    return 'No check failed, so there is nothing to explain; --explain=all explains the others.';
  return explained === 'all' ? 'There is no check.' : `No check's name holds '${explained.named}'.`;
}

/** What decided, whatever the one request was: two players' requests differ in what is theirs. */
function decidersOf({ step }: Check, log: DecisionLog): readonly unknown[] {
  return (step.requestIds ?? []).flatMap((id) =>
    log.of(id).map(({ decision, choice }) => {
      const { kind, type, action, statement, asked } = decision.reason();
      const lacks = statement?.lacks.map(({ element, of }) => `${element} ${of}`);
      return [kind, type, action, statement?.source, statement?.name, lacks, asked, choice?.by];
    }),
  );
}

function decisionsOf({ step }: Check, log: DecisionLog): string {
  const lines = (step.requestIds ?? [])
    .flatMap((id) => log.of(id))
    .map(({ decision, choice }) => {
      const picked = choice === undefined ? '' : ` The role was picked by ${choice.by}.`;
      return maskIdentityIds(decision.explain()) + picked;
    });
  return lines.length === 0 ? 'No policy was asked.' : lines.join('\n');
}
