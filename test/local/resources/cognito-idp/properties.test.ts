import { AssemblyError } from '../../../../assembly/assembly-error';
import { domain } from '../../services/cognito-idp/managed-login/login-on-hand';
import { userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';

const trigger = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';

const domainOf = (changes: object) => ({
  more: { Domain: { ...domain, Properties: { ...domain.Properties, ...changes } } },
});

test.each<[string, Parameters<typeof userPoolOnHand>[0], string]>([
  [
    'a trigger that names no function',
    { pool: { LambdaConfig: { PreSignUp: 'arn' } } },
    'Players: Properties.LambdaConfig.PreSignUp: must be the ARN of a Lambda function',
  ],
  [
    'codes that a function sends',
    { pool: { LambdaConfig: { CustomEmailSender: { LambdaArn: trigger, LambdaVersion: 'V1_0' } } } },
    'Players: Properties.LambdaConfig.CustomEmailSender: is not played here: the local cloud has no KMS',
  ],
  [
    'text messages that a function sends',
    { pool: { LambdaConfig: { CustomSMSSender: { LambdaArn: trigger, LambdaVersion: 'V1_0' } } } },
    'Players: Properties.LambdaConfig.CustomSMSSender: is not played here: the local cloud has no KMS',
  ],
  [
    'a trigger that is none',
    { pool: { LambdaConfig: { PreSignIn: trigger } } },
    'Players: Properties.LambdaConfig.PreSignIn: is not supported here',
  ],
  [
    'two functions for one trigger',
    {
      pool: {
        LambdaConfig: {
          PreTokenGeneration: trigger,
          PreTokenGenerationConfig: { LambdaArn: `${trigger}2`, LambdaVersion: 'V1_0' },
        },
      },
    },
    'Players: Properties.LambdaConfig: has PreTokenGeneration and PreTokenGenerationConfig.LambdaArn, which must be',
  ],
  ['required MFA', { pool: { MfaConfiguration: 'ON' } }, 'Players: Properties.MfaConfiguration: only OFF and OPTIONAL'],
  [
    'MFA that YAML has read as a boolean',
    { pool: { MfaConfiguration: false } },
    'Players: Properties.MfaConfiguration: is false, of which Cognito says: Member must satisfy enum value set: [OPTIONAL, OFF, ON]. In YAML OFF stands in quotes',
  ],
  [
    'telephone numbers to be verified',
    { pool: { AutoVerifiedAttributes: ['phone_number'] } },
    'Players: Properties.AutoVerifiedAttributes[0]: only an e-mail address is verified here: no SMS is sent. Deploy the template here with email',
  ],
  [
    'telephone numbers to sign in by',
    { pool: { UsernameAttributes: ['phone_number'] } },
    'Players: Properties.UsernameAttributes[0]: only an e-mail address is signed in by here: no SMS is sent.',
  ],
  [
    'codes by SMS',
    { pool: { EnabledMfas: ['SMS_MFA'] } },
    'Players: Properties.EnabledMfas[0]: only SOFTWARE_TOKEN_MFA',
  ],
  ['an alias that is none', { pool: { AliasAttributes: ['nickname'] } }, 'Players: Properties.AliasAttributes[0]: '],
  ['devices', { pool: { DeviceConfiguration: {} } }, 'Players: Properties.DeviceConfiguration: is not supported here'],
  ['an unknown property', { pool: { Colour: 'red' } }, 'Players: Properties.Colour: is not supported here'],
  [
    'a policy that AWS refuses',
    { pool: { Policies: { PasswordPolicy: { MinimumLength: 5 } } } },
    'Players: Properties.Policies.PasswordPolicy.MinimumLength: ',
  ],
  [
    'mail by no identity',
    { pool: { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'game@my-studio.com' } } },
    'Players: Properties.EmailConfiguration: DEVELOPER is sent by an identity of SES: SourceArn is missing',
  ],
  [
    'mail by what is no identity of SES',
    { pool: { EmailConfiguration: { SourceArn: 'arn:aws:sns:eu-west-1:123456789012:mail' } } },
    'Players: Properties.EmailConfiguration.SourceArn: must be the ARN of an identity of SES',
  ],
  [
    'mail by somebody else',
    { pool: { EmailConfiguration: { EmailSendingAccount: 'SENDGRID' } } },
    'Players: Properties.EmailConfiguration.EmailSendingAccount: ',
  ],
  [
    'mail by another name',
    { pool: { EmailConfiguration: { FromAddress: 'game@my-studio.com' } } },
    'Players: Properties.EmailConfiguration.FromAddress: is not supported here',
  ],
  ['a tier that is none', { pool: { UserPoolTier: 'FREE' } }, 'Players: Properties.UserPoolTier: '],
  ['a client secret that is no yes or no', { client: { GenerateSecret: 'often' } }, 'App: Properties.GenerateSecret: '],
  ['rotation', { client: { RefreshTokenRotation: { Feature: 'ENABLED' } } }, 'RefreshTokenRotation.Feature: refresh'],
  [
    'flows of two kinds',
    { client: { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] } },
    'ExplicitAuthFlows: has older names beside those that begin with ALLOW_',
  ],
  [
    'a flow that there is not',
    { client: { ExplicitAuthFlows: ['USER_SRP_AUTH'] } },
    'ExplicitAuthFlows[0]: is no auth',
  ],
  [
    'an ID token of two days',
    { client: { IdTokenValidity: 48 } },
    'App: Properties.IdTokenValidity: must be between 300 and 86400 seconds, got 172800',
  ],
  ['a domain of its own', domainOf({ Domain: 'auth.game.example' }), 'Domain: Properties.Domain: must be'],
  [
    'a certificate',
    domainOf({ CustomDomainConfig: { CertificateArn: 'arn' } }),
    'Properties.CustomDomainConfig: domains of your own are not supported here',
  ],
  ['a version that there is not', domainOf({ ManagedLoginVersion: 3 }), 'Properties.ManagedLoginVersion'],
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
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      From: 'Star Harvest <game@my-studio.com>',
      SourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/my-studio.com',
      ReplyToEmailAddress: 'help@my-studio.com',
    },
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
