import { type AttributeRule, attributeSchema } from '../../services/cognito-idp/attributes/schema';
import type { UserPoolConfiguration, UserPoolIdentity } from '../../services/cognito-idp/user-pool';
import { defaultPasswordPolicy, type PasswordPolicy } from '../../services/cognito-idp/users/password-policy';
import type { Resource } from '../resource-type';
import { configuredTriggers } from './lambda-config';
import type { UserPoolProperties } from './user-pool-properties';

/** What cannot be changed of a user pool of a template. */
export function userPoolIdentity({ ref, attributes, model }: Resource<UserPoolProperties>): UserPoolIdentity {
  const { Arn = '', ProviderName = '', ProviderURL = '' } = attributes;
  return { id: ref, arn: Arn, providerName: ProviderName, issuer: ProviderURL, naming: namingOf(model) };
}

/** How users of a user pool are called: case counts in a pool that does not say otherwise (documented: CDK's UserPool). */
export function namingOf({
  UsernameConfiguration,
  UsernameAttributes,
}: UserPoolProperties): UserPoolIdentity['naming'] {
  return {
    caseSensitive: UsernameConfiguration?.CaseSensitive ?? true,
    usernameAttributes: UsernameAttributes,
  };
}

/** What can be changed of a user pool of a template. */
export function userPoolConfiguration({ logicalId, model }: Resource<UserPoolProperties>): UserPoolConfiguration {
  const recovery = model.AccountRecoverySetting?.RecoveryMechanisms;
  return {
    name: model.UserPoolName ?? logicalId,
    passwordPolicy: passwordPolicyOf(model),
    temporaryPasswordDays:
      model.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ??
      model.AdminCreateUserConfig?.UnusedAccountValidityDays ??
      7,
    schema: attributeSchema(model.Schema.map(attributeRule)),
    selfSignUp: model.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    passwordRecovery: recovery?.some(({ Name }) => Name === 'verified_email') ?? true,
    verifiesEmail: model.AutoVerifiedAttributes.includes('email'),
    keepsVerifiedEmail:
      model.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate.includes('email') ?? false,
    softwareTokens: model.MfaConfiguration !== 'OFF' && model.EnabledMfas.includes('SOFTWARE_TOKEN_MFA'),
    deletionProtection: model.DeletionProtection === 'ACTIVE',
    triggers: configuredTriggers(model.LambdaConfig),
    tags: new Map(Object.entries(model.UserPoolTags)),
    properties: model,
  };
}

function passwordPolicyOf({ Policies }: UserPoolProperties): PasswordPolicy {
  const policy = Policies?.PasswordPolicy;
  if (policy === undefined) return defaultPasswordPolicy;
  return {
    minimumLength: policy.MinimumLength,
    lowercase: policy.RequireLowercase,
    uppercase: policy.RequireUppercase,
    numbers: policy.RequireNumbers,
    symbols: policy.RequireSymbols,
  };
}

const plainSchema = attributeSchema([]);

/** A standard attribute's rule, or a custom one's, which the API knows by a prefix (documented). */
export function attributeRule(attribute: UserPoolProperties['Schema'][number]): AttributeRule {
  const { Name, AttributeDataType, Required, Mutable, DeveloperOnlyAttribute } = attribute;
  const standard = plainSchema.get(Name);
  const { MinLength, MaxLength } = attribute.StringAttributeConstraints ?? {};
  const { MinValue, MaxValue } = attribute.NumberAttributeConstraints ?? {};
  const minimum = MinLength ?? MinValue;
  const maximum = MaxLength ?? MaxValue;
  return {
    name: standard === undefined ? `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}` : Name,
    type: AttributeDataType ?? standard?.type ?? 'String',
    required: Required,
    mutable: Mutable,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}
