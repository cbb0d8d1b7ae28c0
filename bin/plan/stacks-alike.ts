import { type CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { StackTemplate } from '../../changes/templates';

/** A stack as far as it can be told from others of its kind. */
interface Named {
  readonly name: string;
  /** `my-game (prod): the players' files and records` */
  readonly description?: string | undefined;
}

/**
 * The stacks of a place that are of the same kind as one that is missing there, and that no stage is called by. A game or a stage that
 * was renamed leaves such ones, with everybody in them: no deployment refuses that, since to CloudFormation they are other stacks.
 *
 * @param known what the stages' stacks are called
 * @returns their names; none where whoever asks may not list stacks, which a plan does without
 */
export async function stacksAlike(
  client: CloudFormationClient,
  missing: Pick<StackTemplate, 'name' | 'template'>,
  known: readonly string[],
): Promise<string[]> {
  const kind = kindOf({ name: missing.name, description: missing.template.Description });
  if (kind === undefined) return [];
  const alike: string[] = [];
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      for (const { StackName: name = '', Description: description } of Stacks) {
        if (!known.includes(name) && kindOf({ name, description }) === kind) alike.push(name);
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'AccessDenied') throw error;
  }
  return alike.sort();
}

/** What a stack is for, whosever it is: the ends of its name and of its description. */
function kindOf({ name, description }: Named): string | undefined {
  const [, purpose] = /^[^()]+ \([^()]+\): (.+)$/.exec(description ?? '') ?? [];
  return purpose === undefined ? undefined : `${name.slice(name.lastIndexOf('-') + 1)}: ${purpose}`;
}
