import type { Clock } from '../../shared/clock';
import type { AttributeSchema } from './attributes/schema';
import type { CodeDelivery } from './code-delivery';
import type { ManagedLogin } from './managed-login/managed-login';
import type { Challenges } from './sign-in/challenges';
import type { SignIns } from './tokens/sign-ins';
import type { UserPoolKeys } from './tokens/user-pool-keys';
import type { PasswordPolicy } from './users/password-policy';
import type { UserNaming, Users } from './users/users';

/** The ways to sign in that an app client can allow (documented: `ExplicitAuthFlows`). */
export type ExplicitAuthFlow =
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH';

/** What an app client's players may do at managed login. */
export interface OAuthSettings {
  readonly flows: ReadonlySet<'code' | 'implicit' | 'client_credentials'>;
  readonly scopes: ReadonlySet<string>;
  /** Where codes and tokens may be sent, each exactly as it must be asked for. */
  readonly callbackUrls: ReadonlySet<string>;
  /** Where players may be sent after they signed out. */
  readonly logoutUrls: ReadonlySet<string>;
  /** `COGNITO` for the pool's own users. */
  readonly identityProviders: ReadonlySet<string>;
}

/** An app client of a user pool: public, without a secret. */
export interface UserPoolClient {
  readonly id: string;
  readonly name: string;
  readonly userPoolId: string;
  readonly explicitAuthFlows: ReadonlySet<ExplicitAuthFlow>;
  readonly preventUserExistenceErrors: boolean;
  /** Whether `RevokeToken` works, and tokens carry `origin_jti` and `jti`. */
  readonly tokenRevocation: boolean;
  /** Absent where it is for the API alone. */
  readonly oauth?: OAuthSettings;
  /** How long what it is given lives, in seconds. */
  readonly lifetimes: { readonly idToken: number; readonly accessToken: number; readonly refreshToken: number };
  /** How long a challenge waits for its answer, in seconds. */
  readonly challengeSeconds: number;
  readonly readableAttributes: ReadonlySet<string>;
  readonly writableAttributes: ReadonlySet<string>;
  /** Its template's properties, which `DescribeUserPoolClient` answers. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A group of users, and the role that it stands for. */
export interface UserPoolGroup {
  readonly name: string;
  readonly description?: string;
  /** The lower, the weightier; absent weighs least. */
  readonly precedence?: number;
  readonly roleArn?: string;
}

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
  /** For whoever does not exist: makes up answers that are the same at every call. */
  readonly pretenceKey: Buffer;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAt: number;
  /** Its template's properties, which `DescribeUserPool` answers. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What SRP knows a pool by: its ID behind the underscore (observed in AWS's own clients). */
export function poolNameOf({ id }: Pick<UserPool, 'id'>): string {
  return id.slice(id.indexOf('_') + 1);
}
