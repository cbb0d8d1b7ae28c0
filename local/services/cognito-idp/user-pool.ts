import type { Clock } from '../../shared/clock';
import type { AccountKeeper } from '../../state/persisted';
import type { AttributeSchema } from './attributes/schema';
import type { ManagedLogin } from './managed-login/managed-login';
import type { PoolIdentityProvider } from './pool-identity-provider';
import type { ResourceServer } from './resource-server';
import type { CodeDelivery } from './sent-code';
import type { Challenges } from './sign-in/challenges';
import type { SignIns } from './tokens/sign-ins';
import type { UserPoolKeys } from './tokens/user-pool-keys';
import type { ConfiguredTrigger, TriggerName, TriggerRunner } from './triggers/triggers';
import type { Dates, UserPoolClient, UserPoolGroup } from './user-pool-client';
import type { PasswordPolicy } from './users/password-policy';
import type { PretendedUsers } from './users/pretended-users';
import type { UserNaming, Users } from './users/users';

/** What a user pool is from its making to its end. */
export interface UserPoolIdentity {
  /** `region_` and nine characters. */
  readonly id: string;
  readonly arn: string;
  /** Its key in `Logins`: the issuer without `https://`. */
  readonly providerName: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** Cannot be changed any more (documented: CreateUserPool). */
  readonly naming: UserNaming;
}

/** What a template says of a user pool. An update replaces it whole, so no member may be left out. */
export interface UserPoolConfiguration {
  readonly name: string;
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
  /** Whether it refuses to be deleted. */
  readonly deletionProtection: boolean;
  /** Functions that have a say in what users do. */
  readonly triggers: ReadonlyMap<TriggerName, ConfiguredTrigger>;
  readonly tags: ReadonlyMap<string, string>;
  /** Its template's properties, which `DescribeUserPool` answers. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What players made of a user pool. It outlives every update, and ends with the pool. */
export interface UserPoolPlayers {
  readonly users: Users;
  readonly signIns: SignIns;
  readonly challenges: Challenges;
  readonly keys: UserPoolKeys;
  /** For app clients that hide who exists. */
  readonly pretendedUsers: PretendedUsers;
}

/** A user pool. Whoever keeps it sees what an update made of it. */
export interface UserPool extends UserPoolIdentity, UserPoolConfiguration, UserPoolPlayers, Dates {
  readonly clock: Clock;
  readonly deliver: CodeDelivery;
  /** Who runs the functions of triggers; undefined: nobody yet. */
  readonly triggerRunner: () => TriggerRunner | undefined;
  readonly keeper: AccountKeeper;
  readonly clients: ReadonlyMap<string, UserPoolClient>;
  readonly groups: ReadonlyMap<string, UserPoolGroup>;
  /** App clients that have a style of managed login → the style's physical ID. */
  readonly brandings: ReadonlyMap<string, string>;
  /** By their identifiers. */
  readonly resourceServers: ReadonlyMap<string, ResourceServer>;
  /** By their names. */
  readonly identityProviders: ReadonlyMap<string, PoolIdentityProvider>;
  /** Absent for a pool without a domain. */
  readonly managedLogin?: ManagedLogin;
}

/** What SRP knows a pool by: its ID behind the underscore (observed in AWS's own clients). */
export function poolNameOf({ id }: Pick<UserPool, 'id'>): string {
  return id.slice(id.indexOf('_') + 1);
}
