import { incorrectPassword, notAuthorized } from '../errors';
import { password } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import { ownerOf } from '../sign-in/password-sign-in';
import { isPassword, verifierOf } from '../srp/password-verifier';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { checkPassword } from '../users/password-policy';

const fields = { PreviousPassword: password, ProposedPassword: password };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword = (pools: UserPools) =>
  tokenOperation(pools, 'ChangePassword', fields, ({ pool, user }, { PreviousPassword, ProposedPassword }) => {
    const now = pool.clock.now();
    const owner = ownerOf(pool, user);
    if (user.passwordAttempts.isLocked(now)) throw notAuthorized('Password attempts exceeded');
    if (!isPassword(owner, PreviousPassword, user.password)) {
      changeUser(pool, user, ({ passwordAttempts }) => passwordAttempts.wrong(now));
      throw incorrectPassword();
    }
    checkPassword(pool.passwordPolicy, ProposedPassword);
    changeUser(pool, user, (changing) => {
      changing.password = verifierOf(owner, ProposedPassword);
      changing.passwordAttempts.right();
    });
    pool.users.touch(user);
    return {};
  });
