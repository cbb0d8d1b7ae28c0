import type { PasswordVerifier } from '../srp/password-verifier';
import { PasswordAttempts, type PasswordCounts } from '../users/password-attempts';
import type { PretendedCounts } from '../users/pretended-users';
import type { CodeAttempts, CodePurpose, PendingCode, SoftwareToken, User, UserStatus } from '../users/user';
import type { StoredUser } from '../users/users';

/** What is counted of a user, and the codes that were sent to them. */
export interface CountsRecord {
  readonly codes: readonly (readonly [CodePurpose, PendingCode])[];
  readonly codeAttempts: CodeAttempts;
  readonly passwordAttempts: PasswordCounts;
}

/** A user as they are kept. */
export interface UserRecord extends CountsRecord {
  readonly username: string;
  /** Milliseconds since the epoch, as the next. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Both in hexadecimal digits. */
  readonly password: { readonly salt: string; readonly value: string };
  readonly temporaryUntil?: number;
  readonly attributes: readonly (readonly [string, string])[];
  readonly groups: readonly string[];
  /** The secret in base 64. */
  readonly softwareToken?: Omit<SoftwareToken, 'secret'> & { readonly secret: string };
}

/** How a user is kept, under their `sub`. */
export function recordOfUser(user: User): UserRecord {
  const { username, createdAt, modifiedAt, status, enabled, password, temporaryUntil, softwareToken } = user;
  return {
    ...{ username, createdAt, modifiedAt, status, enabled },
    password: { salt: password.salt.toString(16), value: password.value.toString(16) },
    ...(temporaryUntil === undefined ? {} : { temporaryUntil }),
    attributes: [...user.attributes],
    groups: [...user.groups],
    ...countsOf(user),
    ...(softwareToken === undefined
      ? {}
      : { softwareToken: { ...softwareToken, secret: softwareToken.secret.toString('base64') } }),
  };
}

/** A user of an earlier process. */
export function userOfRecord(sub: string, record: UserRecord): StoredUser {
  const { password, attributes, groups, softwareToken, ...rest } = record;
  return {
    sub,
    ...rest,
    ...countsOfRecord(record),
    password: verifierOf(password),
    attributes: new Map(attributes),
    groups: new Set(groups),
    ...(softwareToken === undefined
      ? {}
      : { softwareToken: { ...softwareToken, secret: Buffer.from(softwareToken.secret, 'base64') } }),
  };
}

/** How what is counted of a user is kept. */
export function countsOf({ codes, codeAttempts, passwordAttempts }: User): CountsRecord {
  return { codes: [...codes], codeAttempts: { ...codeAttempts }, passwordAttempts: passwordAttempts.counts };
}

/** What was counted in an earlier process. */
export function countsOfRecord({ codes, codeAttempts, passwordAttempts }: CountsRecord): PretendedCounts {
  return {
    codes: new Map(codes),
    codeAttempts: { ...codeAttempts },
    passwordAttempts: new PasswordAttempts(passwordAttempts),
  };
}

function verifierOf({ salt, value }: UserRecord['password']): PasswordVerifier {
  return { salt: BigInt(`0x${salt}`), value: BigInt(`0x${value}`) };
}
