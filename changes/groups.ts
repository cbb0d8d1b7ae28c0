import type { Problem } from './problem';
import { type Update, updated } from './update';
import { words } from './wording';

/**
 * Groups of a user pool that give another role to those who are in them. Who is in several gets the role of the one with the lowest
 * precedence.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html (documented)
 */
export function changedGroups(update: Update): Problem[] {
  const changed = (property: string) =>
    updated(update, 'AWS::Cognito::UserPoolGroup')
      .filter(({ before, after }) => textOf(before.Properties?.[property]) !== textOf(after.Properties?.[property]))
      .map(({ before }) => String(before.Properties?.GroupName));
  const [order, role] = [changed('Precedence'), changed('RoleArn')];
  return [
    ...(order.length > 0
      ? [`who is in several of the groups ${words(order)} gets another role, by their new order`]
      : []),
    ...(role.length > 0 ? [`who is in the group ${words(role)} gets another role or none`] : []),
  ].map((sentence) => ({ verdict: 'closed', sentence, wayOut }));
}

const wayOut =
  'the first role of the list goes to who is in several groups: write new ones at its end. In a running session the old role lasts until it ends';

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
