import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';

/** Understood by name, and without effect here: no mail is sent, no device or address is watched, nothing is deleted. */
const inert = z.unknown().optional();

const strings = z.array(cfnString);
const constraint = cfnInteger.optional();

const schemaAttribute = z.strictObject({
  Name: cfnString,
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
  DeveloperOnlyAttribute: cfnBoolean.default(false),
  Mutable: cfnBoolean.default(true),
  Required: cfnBoolean.default(false),
  StringAttributeConstraints: z.strictObject({ MinLength: constraint, MaxLength: constraint }).optional(),
  NumberAttributeConstraints: z.strictObject({ MinValue: constraint, MaxValue: constraint }).optional(),
});

const passwordPolicy = z.strictObject({
  MinimumLength: cfnInteger.pipe(z.int().min(6).max(99)).default(8),
  RequireLowercase: cfnBoolean.default(false),
  RequireNumbers: cfnBoolean.default(false),
  RequireSymbols: cfnBoolean.default(false),
  RequireUppercase: cfnBoolean.default(false),
  TemporaryPasswordValidityDays: cfnInteger.pipe(z.int().min(0).max(365)).optional(),
  PasswordHistorySize: cfnInteger.pipe(z.literal(0, 'a history of passwords is not kept here')).optional(),
});

/** The properties of `AWS::Cognito::UserPool`, each understood or inert by name. */
export const userPoolProperties = z.strictObject({
  UserPoolName: cfnString.optional(),
  AccountRecoverySetting: z
    .strictObject({
      RecoveryMechanisms: z
        .array(
          z.strictObject({ Name: z.enum(['verified_email', 'verified_phone_number', 'admin_only']), Priority: inert }),
        )
        .optional(),
    })
    .optional(),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: cfnBoolean.default(false),
      InviteMessageTemplate: inert,
      UnusedAccountValidityDays: cfnInteger.optional(),
    })
    .optional(),
  AutoVerifiedAttributes: z.array(z.literal('email', 'only an e-mail address is verified here')).default([]),
  Policies: z
    .strictObject({
      PasswordPolicy: passwordPolicy.optional(),
      SignInPolicy: z
        .strictObject({ AllowedFirstAuthFactors: z.array(z.literal('PASSWORD', 'only passwords are asked for here')) })
        .optional(),
    })
    .optional(),
  Schema: z.array(schemaAttribute).default([]),
  UsernameAttributes: z.array(z.literal('email', 'only an e-mail address is signed in by here')).default([]),
  AliasAttributes: strings.max(0, 'aliases are not supported here: use UsernameAttributes').optional(),
  // Case counts in a pool that does not say otherwise (documented: CDK's UserPool, signInCaseSensitive).
  UsernameConfiguration: z.strictObject({ CaseSensitive: cfnBoolean.default(true) }).optional(),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL'], { error: 'only OFF and OPTIONAL are supported here' }).default('OFF'),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA', 'only SOFTWARE_TOKEN_MFA is supported here')).default([]),
  UserAttributeUpdateSettings: z.strictObject({ AttributesRequireVerificationBeforeUpdate: strings }).optional(),
  VerificationMessageTemplate: z
    .looseObject({
      DefaultEmailOption: z.literal('CONFIRM_WITH_CODE', 'only CONFIRM_WITH_CODE is supported here').optional(),
    })
    .optional(),
  // Triggers are not played here.
  LambdaConfig: z.strictObject({}).optional(),
  UserPoolTags: z.record(z.string(), cfnString).default({}),
  DeletionProtection: inert,
  EmailConfiguration: inert,
  EmailVerificationMessage: inert,
  EmailVerificationSubject: inert,
  SmsAuthenticationMessage: inert,
  SmsConfiguration: inert,
  SmsVerificationMessage: inert,
  UserPoolAddOns: inert,
  UserPoolTier: inert,
  WebAuthnRelyingPartyID: inert,
  WebAuthnUserVerification: inert,
});

const explicitAuthFlow = z.enum(
  [
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_CUSTOM_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
  ],
  { error: 'is not supported here: use the names that begin with ALLOW_' },
);
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

/** The properties of `AWS::Cognito::UserPoolClient`. */
export const userPoolClientProperties = z.strictObject({
  UserPoolId: cfnString,
  ClientName: cfnString.optional(),
  GenerateSecret: cfnBoolean
    .pipe(z.literal(false, 'must be false: what runs on a player’s device cannot keep a secret'))
    .optional(),
  // SRP, refresh and custom where a client does not say (documented).
  ExplicitAuthFlows: z
    .array(explicitAuthFlow)
    .default(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  EnableTokenRevocation: cfnBoolean.default(true),
  RefreshTokenRotation: z
    .strictObject({
      Feature: z.literal('DISABLED', 'refresh tokens are not rotated here'),
      RetryGracePeriodSeconds: inert,
    })
    .optional(),
  AccessTokenValidity: cfnInteger.optional(),
  IdTokenValidity: cfnInteger.optional(),
  RefreshTokenValidity: cfnInteger.optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
  AuthSessionValidity: cfnInteger.pipe(z.int().min(3).max(15)).default(3),
  ReadAttributes: strings.optional(),
  WriteAttributes: strings.optional(),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).optional(),
  AllowedOAuthFlowsUserPoolClient: cfnBoolean.optional(),
  AllowedOAuthScopes: strings.optional(),
  AnalyticsConfiguration: inert,
  CallbackURLs: strings.optional(),
  DefaultRedirectURI: inert,
  EnablePropagateAdditionalUserContextData: inert,
  LogoutURLs: strings.optional(),
  SupportedIdentityProviders: strings.optional(),
});

/** The properties of `AWS::Cognito::UserPoolGroup`. */
export const userPoolGroupProperties = z.strictObject({
  UserPoolId: cfnString,
  GroupName: cfnString.optional(),
  Description: cfnString.optional(),
  Precedence: cfnInteger.optional(),
  RoleArn: cfnString.optional(),
});

/** The properties of `AWS::Cognito::UserPoolDomain`. */
export const userPoolDomainProperties = z.strictObject({
  UserPoolId: cfnString,
  Domain: cfnString.pipe(
    z
      .string()
      .max(63)
      .regex(
        /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
        'must be a prefix of lower-case letters, digits and hyphens: domains of your own are not supported here',
      ),
  ),
  CustomDomainConfig: z.undefined('domains of your own are not supported here: use a prefix').optional(),
  // The classic pages where a template does not say (documented: CDK's UserPoolDomain).
  ManagedLoginVersion: cfnInteger.pipe(z.union([z.literal(1), z.literal(2)])).default(1),
});

/** The properties of `AWS::Cognito::ManagedLoginBranding`. How pages look makes no difference here, that there is a style does. */
export const managedLoginBrandingProperties = z.strictObject({
  UserPoolId: cfnString,
  ClientId: cfnString,
  Assets: inert,
  ReturnMergedResources: inert,
  Settings: inert,
  UseCognitoProvidedValues: inert,
});
