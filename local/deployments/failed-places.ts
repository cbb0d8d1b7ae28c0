import { nestedStack } from '../resources/cloudformation/nested-stack';

/** What is told of a stack. */
interface Told {
  readonly name: string;
  /** In any order that keeps what failed first first. */
  readonly history: readonly {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
  }[];
}

/**
 * Each resource of a stack that failed, with its place and its reason; what failed of the stack itself, where that is all there is to say. Of a
 * stack within it, what failed there: the parent's own history says that it failed, and not why.
 *
 * @param find a stack by its ID
 */
export function failedPlaces({ name, history }: Told, find: (id: string) => Told | undefined): readonly string[] {
  const failed = history.filter(({ status }) => status.endsWith('_FAILED'));
  const resources = failed.filter(({ logicalId }) => logicalId !== name);
  return (resources.length > 0 ? resources : failed).flatMap(({ logicalId, physicalId, type, reason = 'failed' }) => {
    const within = type === nestedStack.type && logicalId !== name ? find(physicalId) : undefined;
    const deeper = within === undefined ? [] : failedPlaces(within, find);
    if (deeper.length > 0) return deeper;
    return [reason.startsWith(`${name}: `) ? reason : `${name}: ${logicalId} (${type}): ${reason}`];
  });
}
