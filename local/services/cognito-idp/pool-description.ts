import { schemaDescription } from './attributes/schema-description';
import { prefixOf } from './managed-login/managed-login';
import type { UserPool } from './user-pool';
import { datesOf } from './user-pool-client';

/** The template's properties that the API calls as they are called there, and answers as they are written. */
const asWritten = [
  'AccountRecoverySetting',
  'AutoVerifiedAttributes',
  'AliasAttributes',
  'UsernameAttributes',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsAuthenticationMessage',
  'SmsConfiguration',
  'SmsVerificationMessage',
  'MfaConfiguration',
  'DeletionProtection',
  'UserPoolAddOns',
  'UsernameConfiguration',
] as const;

type Properties = Readonly<Record<string, object | undefined>>;

/**
 * A pool as `DescribeUserPool` answers it: what its template says, and what AWS has in the place of what it does not say.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html documented; the defaults are those
 *   of API_CreateUserPool and of its example, that each of them is answered is **unconfirmed**
 */
export function poolDescription(pool: UserPool): object {
  const properties = pool.properties as Properties;
  const written = asWritten.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]);
  return {
    ...Object.fromEntries(written),
    Id: pool.id,
    Name: pool.name,
    Arn: pool.arn,
    Policies: policiesOf(pool),
    LambdaConfig: properties.LambdaConfig ?? {},
    ...datesOf(pool),
    SchemaAttributes: schemaDescription(pool.schema),
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', ...properties.VerificationMessageTemplate },
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: [],
      ...properties.UserAttributeUpdateSettings,
    },
    EstimatedNumberOfUsers: pool.users.all().length,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...properties.EmailConfiguration },
    UserPoolTags: Object.fromEntries(pool.tags),
    ...(pool.managedLogin === undefined ? {} : { Domain: prefixOf(pool.managedLogin) }),
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: !pool.selfSignUp,
      UnusedAccountValidityDays: pool.temporaryPasswordDays,
      ...inviteOf(properties),
    },
    // Documented: API_CreateUserPool, `UserPoolTier`.
    UserPoolTier: properties.UserPoolTier ?? 'ESSENTIALS',
  };
}

function policiesOf({ passwordPolicy, temporaryPasswordDays, properties }: UserPool): object {
  const { SignInPolicy } = (properties.Policies ?? {}) as { readonly SignInPolicy?: object };
  return {
    PasswordPolicy: {
      MinimumLength: passwordPolicy.minimumLength,
      RequireUppercase: passwordPolicy.uppercase,
      RequireLowercase: passwordPolicy.lowercase,
      RequireNumbers: passwordPolicy.numbers,
      RequireSymbols: passwordPolicy.symbols,
      TemporaryPasswordValidityDays: temporaryPasswordDays,
    },
    SignInPolicy: SignInPolicy ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
  };
}

function inviteOf({ AdminCreateUserConfig }: Properties): object {
  const { InviteMessageTemplate } = (AdminCreateUserConfig ?? {}) as { readonly InviteMessageTemplate?: object };
  return InviteMessageTemplate === undefined ? {} : { InviteMessageTemplate };
}
