/**
 * The names that the smoke test's construct and its handler share. What CloudFormation knows only at deployment goes through the
 * environment, and nothing else: it holds 4 KB in all (**documented**: Lambda developer guide, "Lambda quotas"). What is known at synthesis
 * goes into a file of the bundle; what follows from both is put together by the handler.
 */

/** Environment variables of the function. */
export const environmentNames = {
  /** The ID of the function's own stack, whose status tells a rollback. */
  stackId: 'STACK_ID',
  identityPoolId: 'IDENTITY_POOL_ID',
  authenticatedRoleArn: 'AUTHENTICATED_ROLE_ARN',
  /** Absent where guests are off. */
  guestRoleArn: 'GUEST_ROLE_ARN',
  bucketName: 'BUCKET_NAME',
  tableName: 'TABLE_NAME',
  /** The secret that keeps refresh tokens and the guest's identity ID from one run to the next. */
  playersSecretArn: 'PLAYERS_SECRET_ARN',
  /** The user pool in which the function makes and deletes a user to sign in as. Absent where it may not. */
  userPoolId: 'USER_POOL_ID',
  /** The client of that pool that allows `ADMIN_USER_PASSWORD_AUTH`. */
  userPoolClientId: 'USER_POOL_CLIENT_ID',
  /** A client of that pool, made for an app, by whose tokens scores are taken. Absent where there is none, or no scores. */
  appClientId: 'APP_CLIENT_ID',
  /** What IAM calls the roles that role mappings give, a space between two, in the order of the facts. Absent without any. */
  mappedRoleNames: 'MAPPED_ROLE_NAMES',
  /** The same of the roles that take a provider's own tokens. */
  federatedRoleNames: 'FEDERATED_ROLE_NAMES',
  /** The address of the API that takes scores. Absent where the stage takes none. */
  scoresUrl: 'SCORES_URL',
  /** Read by nobody: its change makes a new function version, which makes the deployment run the test again. */
  permissionsFingerprint: 'PERMISSIONS_FINGERPRINT',
} as const;

/** How long one run may take, in seconds. */
export const timeoutSeconds = 300;

/** Between two names of one variable: no name of a role holds one. */
export const nameSeparator = ' ';
