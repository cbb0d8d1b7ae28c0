import type { Effect } from './effects';
import type { Kept } from './kept';
import { stacksIn } from './places';
import type { Deployment } from './templates';

/** One deployment after another, and what CloudFormation does in between. */
export interface Update {
  readonly before: Deployment;
  readonly after: Deployment;
  readonly effects: readonly Effect[];
  /** What is left of the deployments before, and in no template. */
  readonly kept: Kept;
}

/** The update of the stacks that go on. Who is in another stays there, and is shut out of nothing. */
export function ofSameStacks(update: Update): Update {
  const { before, after } = update;
  return { ...update, before: stacksIn(before, after), after: stacksIn(after, before) };
}

/** The resources of a type that an update changes in place. */
export function updated(update: Update, type: string): (Effect & Required<Pick<Effect, 'before' | 'after'>>)[] {
  return update.effects.flatMap((effect) => {
    const { what, before, after } = effect;
    return what === 'updated' && effect.type === type && before && after ? [{ ...effect, before, after }] : [];
  });
}
