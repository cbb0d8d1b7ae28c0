import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../shared/service-error';
import type { Desired, StackRecord } from './stack-record';

/** **Documented**: "CloudFormation quotas", stacks. */
export const mostStacks = 2000;

/**
 * @param standing how many stacks the account has
 * @throws ServiceError `LimitExceededException` (**documented**: CreateStack), where there are as many as may be; the words are **unconfirmed**
 */
export function checkStackLimit(standing: number): void {
  if (standing >= mostStacks) throw new ServiceError('LimitExceededException', 'Limit for stack has been exceeded');
}

/** The local cloud's own (**unconfirmed**: AWS names no quota of levels): nobody's stacks are that deep, and those without end must end. */
export const mostLevels = 20;

/**
 * A stack with the very template and parameters of one that it is within would have itself within it, without end: AWS would go on until a
 * quota ends it. One that gets other parameters each time ends at {@link mostLevels}. The words are the local cloud's own.
 *
 * @param find other stacks, by name or ID
 * @throws ServiceError `ValidationError`
 */
export function checkEnds(
  desired: Desired,
  parent: StackRecord,
  find: (nameOrId: string) => StackRecord | undefined,
): void {
  const { text, parameters } = desired;
  let levels = 1;
  for (let at: StackRecord | undefined = parent; at !== undefined; at = find(at.parentId ?? '')) {
    levels += 1;
    if (levels > mostLevels) {
      throw new ServiceError('ValidationError', `Stacks may be within each other at most ${mostLevels} deep here`);
    }
    const within = at.coming ?? at.desired;
    if (within?.text !== text || !isDeepStrictEqual(within.parameters, parameters)) continue;
    throw new ServiceError(
      'ValidationError',
      `The template is that of ${at.name}, which it is within, with the same parameters: it would include itself without end`,
    );
  }
}
