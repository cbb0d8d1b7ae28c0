/**
 * The names that the smoke test's construct and its handler share. What CloudFormation knows only at deployment goes through the
 * environment; what is known at synthesis goes into a file of the bundle, because the environment holds 4 KB in all.
 */

/** Environment variables of the function. */
export const environmentNames = {
  identityPoolId: 'IDENTITY_POOL_ID',
  authenticatedRoleArn: 'AUTHENTICATED_ROLE_ARN',
  /** Absent where guests are off. */
  guestRoleArn: 'GUEST_ROLE_ARN',
  bucketName: 'BUCKET_NAME',
  tableName: 'TABLE_NAME',
  /** The secret that keeps refresh tokens and the guest's identity ID from one run to the next. */
  playersSecretArn: 'PLAYERS_SECRET_ARN',
  /** Read by nobody: its change makes a new function version, which makes the deployment run the test again. */
  permissionsFingerprint: 'PERMISSIONS_FINGERPRINT',
} as const;

/** The facts file, beside the handler in the bundle. */
export const factsFile = 'facts.json';

/** An OpenID Connect issuer that players sign in with. */
export interface IssuerFacts {
  /** The name that the configuration gives it. */
  readonly name: string;
  /** `https://…` */
  readonly issuer: string;
  /** Its key in `Logins`. */
  readonly loginsKey: string;
  readonly clientIds: readonly string[];
}

/** What the handler is told at synthesis. */
export interface SmokeTestFacts {
  readonly schemaVersion: 1;
  readonly guests: { readonly enabled: boolean; readonly ownData: boolean };
  readonly basicFlow: { readonly enabled: boolean; readonly sessionSeconds: number };
  readonly issuers: readonly IssuerFacts[];
  /** Present only where the configuration lets the smoke test sign a made-up player in through the developer provider. */
  readonly developerProvider?: { readonly name: string; readonly user: string };
  /** Each zone's S3 prefix and leading-key prefix: `private/`, `PLAYER#`. */
  readonly zones: {
    readonly privatePrefix: string;
    readonly protectedPrefix: string;
    readonly publicPrefix: string;
    readonly playerKey: string;
    readonly ledgerKey: string;
    readonly boardKey: string;
  };
  /**
   * The made-up player whose data the function's own role writes, so that a refusal is met at something that exists (S3
   * answers 403 for a missing object too).
   */
  readonly stranger: string;
  /** The board, and the folder below the public prefix, that the function's own role writes and deletes. */
  readonly probe: string;
}
