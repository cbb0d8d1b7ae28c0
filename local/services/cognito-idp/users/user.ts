import type { PasswordVerifier } from '../srp/password-verifier';
import type { PasswordAttempts } from './password-attempts';

/** Where a user stands (documented: `UserStatus`). */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';

/** What a code was sent for. */
export type CodePurpose = 'sign-up' | 'forgotten-password' | 'email';

/** A code that the user has yet to answer with. */
export interface PendingCode {
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** The value that the code confirms; where it is absent, the one that the user has. */
  readonly value?: string;
}

/** Wrong codes of a user, within the hour. */
export interface CodeAttempts {
  /** When the first of them was shown, in milliseconds since the epoch. */
  since: number;
  wrong: number;
}

/** A user's authenticator app. */
export interface SoftwareToken {
  /** 160 bits. */
  readonly secret: Buffer;
  verified: boolean;
  /** Asked for at each sign-in. */
  enabled: boolean;
  /** The last time step that was answered with: a code is good for one sign-in. */
  lastStep: number;
}

/** A user of a pool. Whoever changes one does so by `changeUser`, so that the change is kept. */
export interface User {
  /** A UUID, never given to anybody else. */
  readonly sub: string;
  /** Where players sign in by e-mail address, the same as `sub` (observed: cognito-local#102). */
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Only a verifier is kept. */
  readonly password: PasswordVerifier;
  /** When a temporary password ends, in milliseconds since the epoch. */
  readonly temporaryUntil?: number;
  /** Without `sub`. Change them by the pool's directory, which finds users by some of them. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly groups: ReadonlySet<string>;
  readonly codes: ReadonlyMap<CodePurpose, PendingCode>;
  readonly codeAttempts: Readonly<CodeAttempts>;
  readonly passwordAttempts: Pick<PasswordAttempts, 'isLocked' | 'counts'>;
  readonly softwareToken?: Readonly<SoftwareToken>;
}

type Changeable<Type> = { -readonly [Member in keyof Type]: Type[Member] };
type Written = 'modifiedAt' | 'status' | 'enabled' | 'password' | 'temporaryUntil' | 'softwareToken';

/** A user while `changeUser` changes them. */
export type ChangingUser = Omit<User, Written> &
  Changeable<Pick<User, Written>> & {
    readonly groups: Set<string>;
    readonly codes: Map<CodePurpose, PendingCode>;
    readonly codeAttempts: CodeAttempts;
    readonly passwordAttempts: PasswordAttempts;
    softwareToken?: SoftwareToken;
  };
