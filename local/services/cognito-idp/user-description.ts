import type { User } from './users/user';

/** A user's attributes as the API lists them, `sub` first. */
export function attributeList(
  { sub, attributes }: User,
  isReadable: (name: string) => boolean = () => true,
): readonly { readonly Name: string; readonly Value: string }[] {
  const readable = [...attributes].filter(([name]) => isReadable(name));
  return [['sub', sub] as const, ...readable].map(([Name, Value]) => ({ Name, Value }));
}

/** The members that `UserType` and `AdminGetUser` have in common. Times are in seconds. */
export function userDescription(user: User) {
  return {
    Username: user.username,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** A user's second factors, as the API names them; nothing for none. */
export function mfaDescription({ softwareToken }: User) {
  if (softwareToken?.verified !== true || !softwareToken.enabled) return {};
  return { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' };
}
