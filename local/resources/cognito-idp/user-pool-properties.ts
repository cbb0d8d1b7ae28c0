import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';
import { inert } from './inert';
import { lambdaConfig } from './lambda-config';

const strings = z.array(cfnString);
const matching = (form: RegExp, what: string) => cfnString.refine((text) => form.test(text), `must be ${what}`);
const constraint = cfnInteger.optional();

/** The way out, for an app whose players may as well sign up by e-mail. */
const bySms = ': no SMS is sent. Deploy the template here with email in its place';

/** YAML reads ON and OFF without quotes as booleans, and CloudFormation hands those on (**observed**: aws-cdk#875). */
const mfaRefusal = ({ input }: { readonly input?: unknown }) => {
  const written = ['true', 'false'].indexOf(String(input));
  if (written === -1) return 'only OFF and OPTIONAL are supported here';
  return `is ${input}, of which Cognito says: Member must satisfy enum value set: [OPTIONAL, OFF, ON]. In YAML ${['ON', 'OFF'][written]} stands in quotes`;
};

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

/**
 * Who sends a pool's mails: read as strictly as Cognito reads it, and without effect here, where none is sent.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_EmailConfigurationType.html (documented: `SourceArn` is
 * required for `DEVELOPER`)
 */
const emailConfiguration = z
  .strictObject({
    ConfigurationSet: matching(/^[\w-]{1,64}$/, 'the name of a configuration set of SES').optional(),
    EmailSendingAccount: z.enum(['COGNITO_DEFAULT', 'DEVELOPER']).optional(),
    From: cfnString.optional(),
    ReplyToEmailAddress: matching(
      /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
      'an e-mail address',
    ).optional(),
    SourceArn: matching(/^arn:[\w-]+:ses:[a-z0-9-]+:\d{12}:identity\/.+$/, 'the ARN of an identity of SES').optional(),
  })
  .refine(
    ({ EmailSendingAccount, SourceArn }) => EmailSendingAccount !== 'DEVELOPER' || SourceArn !== undefined,
    'DEVELOPER is sent by an identity of SES: SourceArn is missing',
  );

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
  AutoVerifiedAttributes: z.array(z.literal('email', `only an e-mail address is verified here${bySms}`)).default([]),
  Policies: z
    .strictObject({
      PasswordPolicy: passwordPolicy.optional(),
      SignInPolicy: z
        .strictObject({ AllowedFirstAuthFactors: z.array(z.literal('PASSWORD', 'only passwords are asked for here')) })
        .optional(),
    })
    .optional(),
  Schema: z.array(schemaAttribute).default([]),
  UsernameAttributes: z.array(z.literal('email', `only an e-mail address is signed in by here${bySms}`)).default([]),
  // Users sign in by their names: by an alias nobody is let in here, whom AWS would let in.
  AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).optional(),
  // Case counts in a pool that does not say otherwise (documented: CDK's UserPool, signInCaseSensitive).
  UsernameConfiguration: z.strictObject({ CaseSensitive: cfnBoolean.default(true) }).optional(),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL'], { error: mfaRefusal }).default('OFF'),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA', 'only SOFTWARE_TOKEN_MFA is supported here')).default([]),
  UserAttributeUpdateSettings: z.strictObject({ AttributesRequireVerificationBeforeUpdate: strings }).optional(),
  VerificationMessageTemplate: z
    .looseObject({
      DefaultEmailOption: z.literal('CONFIRM_WITH_CODE', 'only CONFIRM_WITH_CODE is supported here').optional(),
    })
    .optional(),
  LambdaConfig: lambdaConfig.optional(),
  UserPoolTags: z.record(z.string(), cfnString).default({}),
  // Off where the template does not say (documented: CreateUserPool).
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  EmailConfiguration: emailConfiguration.optional(),
  EmailVerificationMessage: inert,
  EmailVerificationSubject: inert,
  SmsAuthenticationMessage: inert,
  SmsConfiguration: inert,
  SmsVerificationMessage: inert,
  UserPoolAddOns: inert,
  // `ESSENTIALS` where the template does not say (documented: CreateUserPool). What a tier leaves out is not left out here.
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).optional(),
  WebAuthnRelyingPartyID: inert,
  WebAuthnUserVerification: inert,
});

/** What {@link userPoolProperties} makes of them. */
export type UserPoolProperties = z.output<typeof userPoolProperties>;
