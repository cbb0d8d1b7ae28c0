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

/** When something was made, and changed last, in milliseconds since the epoch. */
export interface Dates {
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The dates as the API writes them: in seconds. */
export function datesOf({ createdAt, modifiedAt }: Dates) {
  return { CreationDate: createdAt / 1000, LastModifiedDate: modifiedAt / 1000 };
}

/** An app client of a user pool. */
export interface UserPoolClient extends Dates {
  readonly id: string;
  readonly name: string;
  readonly userPoolId: string;
  /** What its app knows beside its ID, and must not tell; absent for an app that could not keep it. */
  readonly secret?: string;
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
export interface UserPoolGroup extends Dates {
  readonly name: string;
  readonly description?: string;
  /** The lower, the weightier; absent weighs least. */
  readonly precedence?: number;
  readonly roleArn?: string;
}
