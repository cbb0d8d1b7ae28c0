import { incorrectPassword, notAuthorized } from '../errors';
import { password } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { isPassword, verifierOf } from '../srp/password-verifier';
import type { UserPools } from '../user-pools';
import { checkPassword } from '../users/password-policy';

const fields = { PreviousPassword: password, ProposedPassword: password };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword = (pools: UserPools) =>
  tokenOperation(pools, 'ChangePassword', fields, ({ pool, user }, { PreviousPassword, ProposedPassword }) => {
    const now = pool.clock.now();
    const owner = ownerOf(pool, user);
    if (user.passwordAttempts.isLocked(now)) throw notAuthorized('Password attempts exceeded');
    if (!isPassword(owner, PreviousPassword, user.password)) {
      user.passwordAttempts.wrong(now);
      throw incorrectPassword();
    }
    checkPassword(pool.passwordPolicy, ProposedPassword);
    user.password = verifierOf(owner, ProposedPassword);
    user.passwordAttempts.right();
    pool.users.touch(user);
    return {};
  });
