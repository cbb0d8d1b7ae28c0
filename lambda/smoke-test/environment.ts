/**
 * The names that the smoke test's construct and its handler share. What CloudFormation knows only at deployment goes through the
 * environment; what is known at synthesis goes into a file of the bundle, because the environment holds 4 KB in all.
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
  /** JSON, provider name to key in `Logins`, of the providers whose key only the deployment knows. Absent without any. */
  loginsKeys: 'LOGINS_KEYS',
  /** JSON, role name to ARN, of the roles that role mappings give. Absent without any. */
  mappedRoleArns: 'MAPPED_ROLE_ARNS',
  /** JSON, provider name to ARN, of the roles that take a provider's own tokens. Absent without any. */
  federatedRoleArns: 'FEDERATED_ROLE_ARNS',
  /** Read by nobody: its change makes a new function version, which makes the deployment run the test again. */
  permissionsFingerprint: 'PERMISSIONS_FINGERPRINT',
} as const;

/** How long one run may take, in seconds. */
export const timeoutSeconds = 300;
