import type { Clock } from '../../shared/clock';
import type { AttributeSchema } from './attributes/schema';
import type { ManagedLogin } from './managed-login/managed-login';
import type { CodeDelivery } from './sent-code';
import type { Challenges } from './sign-in/challenges';
import type { SignIns } from './tokens/sign-ins';
import type { UserPoolKeys } from './tokens/user-pool-keys';
import type { UserPoolClient, UserPoolGroup } from './user-pool-client';
import type { PasswordPolicy } from './users/password-policy';
import type { PretendedUsers } from './users/pretended-users';
import type { UserNaming, Users } from './users/users';

/** A user pool of the templates. */
export interface UserPool {
  /** `region_` and nine characters. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Its key in `Logins`: the issuer without `https://`. */
  readonly providerName: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly clock: Clock;
  readonly naming: UserNaming;
  readonly passwordPolicy: PasswordPolicy;
  readonly temporaryPasswordDays: number;
  readonly schema: AttributeSchema;
  /** Whether users may make themselves. */
  readonly selfSignUp: boolean;
  /** Whether a forgotten password is replaced by way of a verified e-mail address. */
  readonly passwordRecovery: boolean;
  /** Whether an e-mail address is verified by a code. */
  readonly verifiesEmail: boolean;
  /** Whether a new e-mail address counts only once it is verified. */
  readonly keepsVerifiedEmail: boolean;
  /** Whether users may add an authenticator app. */
  readonly softwareTokens: boolean;
  readonly clients: ReadonlyMap<string, UserPoolClient>;
  readonly groups: ReadonlyMap<string, UserPoolGroup>;
  readonly users: Users;
  readonly signIns: SignIns;
  readonly challenges: Challenges;
  readonly keys: UserPoolKeys;
  /** Absent for a pool without a domain. */
  readonly managedLogin?: ManagedLogin;
  readonly deliver: CodeDelivery;
  /** For app clients that hide who exists. */
  readonly pretendedUsers: PretendedUsers;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAt: number;
  /** Its template's properties, which `DescribeUserPool` answers. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What SRP knows a pool by: its ID behind the underscore (observed in AWS's own clients). */
export function poolNameOf({ id }: Pick<UserPool, 'id'>): string {
  return id.slice(id.indexOf('_') + 1);
}
