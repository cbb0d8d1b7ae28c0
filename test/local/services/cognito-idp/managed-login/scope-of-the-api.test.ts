import { goodPassword } from '../user-pool-on-hand';
import { namingNobody } from '../who-exists';
import { loginOnHand } from './login-on-hand';

const email = 'ada@example.com';
const device = { DeviceKey: 'us-east-1_0a' };
// No pool here tracks devices.
const noDevice = 'ResourceNotFoundException: Device does not exist.';
const refused = 'NotAuthorizedException: Access Token does not have required scopes';

/**
 * Every operation that takes an access token, what else it takes, and what it answers where the token has the scope. That each asks for it
 * is documented in the API reference, operation by operation.
 */
const operations: readonly (readonly [name: string, more: object, withScope: string | RegExp])[] = [
  ['AssociateSoftwareToken', {}, 'no refusal'],
  ['ChangePassword', { PreviousPassword: goodPassword, ProposedPassword: 'Another-Horse-8' }, 'no refusal'],
  ['ConfirmDevice', device, noDevice],
  ['DeleteUser', {}, 'no refusal'],
  ['DeleteUserAttributes', { UserAttributeNames: ['nickname'] }, 'no refusal'],
  ['ForgetDevice', device, noDevice],
  ['GetDevice', device, noDevice],
  ['GetUser', {}, 'no refusal'],
  ['GetUserAttributeVerificationCode', { AttributeName: 'email' }, 'no refusal'],
  ['GlobalSignOut', {}, 'no refusal'],
  ['ListDevices', {}, 'no refusal'],
  ['SetUserMFAPreference', {}, 'no refusal'],
  ['UpdateDeviceStatus', device, noDevice],
  ['UpdateUserAttributes', { UserAttributes: [{ Name: 'nickname', Value: 'Ada' }] }, 'no refusal'],
  // Nothing was asked for before, so these two are refused for what they are shown.
  ['VerifySoftwareToken', { UserCode: '123456' }, /^InvalidParameterException: User has not associated/],
  ['VerifyUserAttribute', { AttributeName: 'email', Code: '123456' }, /^ExpiredCodeException/],
];

describe('an access token of managed login', () => {
  describe.each(operations)('for %s', (name, more, withScope) => {
    test('needs the scope of the API among its own, which one of the API has', async () => {
      const login = await loginOnHand({ pool: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } });
      const { call, refusal, UserPoolId } = login;
      const ask = (AccessToken: string) => refusal(name, { AccessToken, ...more });
      const tokenWith = async (scope: string) =>
        (await login.exchange(await login.codeFor(email, { scope }))).body.access_token;
      try {
        await login.player(email);
        const sent = login.sent.length;
        const before = await call('AdminGetUser', { UserPoolId, Username: email });
        for (const scope of ['openid', 'openid email profile']) expect(await ask(await tokenWith(scope))).toBe(refused);
        expect(await call('AdminGetUser', { UserPoolId, Username: email })).toEqual(before);
        expect(login.sent).toHaveLength(sent);
        expect(await ask(await tokenWith('openid aws.cognito.signin.user.admin'))).toMatch(withScope);
        await call('AdminDeleteUser', { UserPoolId, Username: email }).catch(() => undefined);
        await login.player(email);
        expect(await ask((await login.tokens(email)).AccessToken)).toMatch(withScope);
      } finally {
        await login.stop();
      }
    });
  });

  test('every operation that takes one is in the list', () => {
    const others = ['GetTokensFromRefreshToken', 'RevokeToken'];
    expect(operations.map(([name]) => name)).toEqual(namingNobody.filter((name) => !others.includes(name)));
  });
});
