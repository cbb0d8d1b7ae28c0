import type { UserPoolPlayers } from '../user-pool';
import type { ChangingUser, User } from './user';

/**
 * Changes a user, and says so to whoever keeps the account: a real one, or a pretended one, whose counts must outlive a restart as those of
 * real ones do. What was changed before an exception is changed.
 */
export function changeUser<Result>(
  { users, pretendedUsers }: Pick<UserPoolPlayers, 'users' | 'pretendedUsers'>,
  user: User,
  change: (user: ChangingUser) => Result,
): Result {
  try {
    return change(user as ChangingUser);
  } finally {
    if (users.bySub(user.sub) === user) users.noteChange(user);
    else pretendedUsers.noteChange(user);
  }
}
