import { AssemblyError } from '../../../../assembly/assembly-error';
import { userPoolOnHand } from './user-pool-on-hand';

const clientOf = (Properties: object) => ({
  Other: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Players' }, ...Properties } },
});
const groupOf = (GroupName: string) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: 'Players' }, GroupName },
});

test.each<[string, Parameters<typeof userPoolOnHand>[0], string]>([
  [
    'triggers',
    { pool: { LambdaConfig: { PreSignUp: 'arn' } } },
    'Players: Properties.LambdaConfig.PreSignUp: is not supp',
  ],
  ['required MFA', { pool: { MfaConfiguration: 'ON' } }, 'Players: Properties.MfaConfiguration: only OFF and OPTIONAL'],
  [
    'codes by SMS',
    { pool: { EnabledMfas: ['SMS_MFA'] } },
    'Players: Properties.EnabledMfas[0]: only SOFTWARE_TOKEN_MFA',
  ],
  [
    'aliases',
    { pool: { AliasAttributes: ['email'] } },
    'Players: Properties.AliasAttributes: aliases are not supported',
  ],
  ['devices', { pool: { DeviceConfiguration: {} } }, 'Players: Properties.DeviceConfiguration: is not supported here'],
  ['an unknown property', { pool: { Colour: 'red' } }, 'Players: Properties.Colour: is not supported here'],
  [
    'a policy that AWS refuses',
    { pool: { Policies: { PasswordPolicy: { MinimumLength: 5 } } } },
    'Players: Properties.Policies.PasswordPolicy.MinimumLength: ',
  ],
  ['a client secret', { client: { GenerateSecret: true } }, 'App: Properties.GenerateSecret: must be false'],
  ['rotation', { client: { RefreshTokenRotation: { Feature: 'ENABLED' } } }, 'RefreshTokenRotation.Feature: refresh'],
  ['an old flow’s name', { client: { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] } }, 'ExplicitAuthFlows[0]: is not supp'],
  [
    'an ID token of two days',
    { client: { IdTokenValidity: 48 } },
    'App: Properties.IdTokenValidity: must be between 300 and 86400 seconds, got 172800',
  ],
  [
    'an attribute that is not there',
    { client: { WriteAttributes: ['custom:x'] } },
    "WriteAttributes: names 'custom:x'",
  ],
  [
    'a client of no pool',
    { more: clientOf({ UserPoolId: 'us-east-1_nothere' }) },
    'Other: Properties.UserPoolId: no template has the user pool us-east-1_nothere',
  ],
  ['a group twice', { more: { A: groupOf('a'), B: groupOf('a') } }, 'B: the user pool'],
])('a template with %s is refused with its place', (_claim, changes, message) => {
  const load = () => userPoolOnHand(changes);
  expect(load).toThrow(AssemblyError);
  expect(load).toThrow(message);
});

test('what CDK writes for a pool and a public client is understood', () => {
  const pool = {
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    DeletionProtection: 'ACTIVE',
    EmailVerificationMessage: 'The verification code to your new account is {####}',
    EmailVerificationSubject: 'Verify your new account',
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    SmsVerificationMessage: 'The verification code to your new account is {####}',
    UserPoolTier: 'ESSENTIALS',
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', EmailMessage: '{####}' },
  };
  const client = {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: ['https://game.example.com/callback'],
    GenerateSecret: false,
    SupportedIdentityProviders: ['COGNITO'],
  };
  expect(() => userPoolOnHand({ pool, client })).not.toThrow();
});
