import fc from 'fast-check';
import { ServiceError } from '../../../../local/shared/service-error';
import { goodPassword, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';

const operations = (
  'SignUp ConfirmSignUp ResendConfirmationCode InitiateAuth RespondToAuthChallenge GetTokensFromRefreshToken GetUser DeleteUser ' +
  'GlobalSignOut RevokeToken ForgotPassword ConfirmForgotPassword ChangePassword UpdateUserAttributes VerifyUserAttribute ' +
  'GetUserAttributeVerificationCode AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference AdminCreateUser ' +
  'AdminSetUserPassword AdminInitiateAuth AdminRespondToAuthChallenge AdminGetUser AdminDeleteUser AdminConfirmSignUp ' +
  'AdminUpdateUserAttributes AdminUserGlobalSignOut AdminDisableUser AdminEnableUser AdminAddUserToGroup ' +
  'AdminRemoveUserFromGroup AdminListGroupsForUser ListUsers DescribeUserPool DescribeUserPoolClient ' +
  'ListUserPools ListUserPoolClients DescribeUserPoolDomain DescribeIdentityProvider ListIdentityProviders ' +
  'GetIdentityProviderByIdentifier DescribeResourceServer ListResourceServers GetUserPoolMfaConfig ListGroups GetGroup ' +
  'ListUsersInGroup DeleteUserAttributes AdminDeleteUserAttributes ListDevices GetDevice ForgetDevice UpdateDeviceStatus ' +
  'ConfirmDevice AdminListDevices AdminGetDevice AdminForgetDevice AdminUpdateDeviceStatus ListTagsForResource'
).split(' ');

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '\u0000', '\ud800', 'x'.repeat(30_000), -1, 1e308),
  fc.dictionary(fc.constantFrom('__proto__', 'USERNAME', 'PASSWORD', 'SRP_A', 'REFRESH_TOKEN'), fc.string()),
);

test('whatever comes in, the answer is Cognito’s own, never a defect', async () => {
  const pool = userPoolOnHand();
  const { ClientId, UserPoolId } = pool;
  await pool.player(email);
  const { AccessToken, RefreshToken } = await pool.tokens(email);
  const good: Readonly<Record<string, unknown>> = {
    ClientId,
    UserPoolId,
    AccessToken,
    Username: email,
    Password: goodPassword,
    PreviousPassword: goodPassword,
    ProposedPassword: goodPassword,
    TemporaryPassword: goodPassword,
    Permanent: true,
    ConfirmationCode: '123456',
    Code: '123456',
    UserCode: '123456',
    AttributeName: 'email',
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: email, SRP_A: 'abc', PASSWORD: goodPassword, REFRESH_TOKEN: RefreshToken },
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: { USERNAME: email, PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA', PASSWORD_CLAIM_SIGNATURE: 'AAAA' },
    Session: 'x'.repeat(40),
    Token: RefreshToken,
    RefreshToken,
    UserAttributes: [{ Name: 'nickname', Value: 'Dell' }],
    GroupName: 'moderators',
    Filter: 'email = "x"',
    Limit: 10,
    PaginationToken: 'x',
    NextToken: 'x',
    MaxResults: 10,
    UserAttributeNames: ['nickname'],
    DeviceKey: 'us-east-1_0a',
    ResourceArn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPoolId}`,
    ProviderName: 'Google',
    IdpIdentifier: 'google',
    Identifier: 'api',
    Domain: 'moons',
    SoftwareTokenMfaSettings: { Enabled: true },
  };
  let served = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.dictionary(fc.constantFrom(...Object.keys(good)), hostile, { maxKeys: 2 }),
      async (operation, changes) => {
        try {
          await pool.call(operation, { ...good, ...changes });
          served += 1;
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          expect(error.status).toBe(error.code === 'NotImplemented' ? 501 : 400);
        }
      },
    ),
    { numRuns: 400 },
  );
  // If nothing had got through, the requests would have been too hostile to show anything.
  expect(served).toBeGreaterThan(20);
});
