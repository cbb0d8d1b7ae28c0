import type { z } from 'zod';
import { readProperties } from '../../../assembly/properties';
import type { DeployedResource } from '../../../assembly/types';
import type { Clock } from '../../shared/clock';
import type { MakeKeyPair } from '../../shared/key-pair';
import { type AttributeRule, attributeSchema } from './attributes/schema';
import type { CodeDelivery } from './sent-code';
import { userPoolProperties } from './template-properties';
import { Tickets } from './tickets';
import { SignIns } from './tokens/sign-ins';
import { UserPoolKeys } from './tokens/user-pool-keys';
import type { UserPool } from './user-pool';
import { defaultPasswordPolicy, type PasswordPolicy } from './users/password-policy';
import { PretendedUsers } from './users/pretended-users';
import { Users } from './users/users';

/** What user pools are built with. */
export interface UserPoolDependencies {
  readonly clock: Clock;
  readonly deliver: CodeDelivery;
  /** What the pools sign with. @default new ones */
  readonly makeKeyPair?: MakeKeyPair;
}

type Properties = z.output<typeof userPoolProperties>;

/** A user pool of a template, without its app clients and groups. The making of its keys starts here. */
export function poolFromResource(
  resource: DeployedResource,
  { clock, deliver, makeKeyPair }: UserPoolDependencies,
): Omit<UserPool, 'clients' | 'groups'> {
  const properties = readProperties(resource, userPoolProperties);
  const { Arn = '', ProviderName = '', ProviderURL = '' } = resource.attributes;
  const recovery = properties.AccountRecoverySetting?.RecoveryMechanisms;
  const naming = {
    caseSensitive: properties.UsernameConfiguration?.CaseSensitive ?? true,
    usernameAttributes: properties.UsernameAttributes,
  };
  return {
    id: resource.ref,
    arn: Arn,
    name: properties.UserPoolName ?? resource.logicalId,
    providerName: ProviderName,
    issuer: ProviderURL,
    clock,
    naming,
    passwordPolicy: passwordPolicyOf(properties),
    temporaryPasswordDays:
      properties.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ??
      properties.AdminCreateUserConfig?.UnusedAccountValidityDays ??
      7,
    schema: attributeSchema(properties.Schema.map(attributeRule)),
    selfSignUp: properties.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    passwordRecovery: recovery?.some(({ Name }) => Name === 'verified_email') ?? true,
    verifiesEmail: properties.AutoVerifiedAttributes.includes('email'),
    keepsVerifiedEmail:
      properties.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate.includes('email') ?? false,
    softwareTokens: properties.MfaConfiguration !== 'OFF' && properties.EnabledMfas.includes('SOFTWARE_TOKEN_MFA'),
    users: new Users(clock, naming),
    signIns: new SignIns(clock),
    challenges: new Tickets(clock),
    keys: new UserPoolKeys(makeKeyPair),
    deliver,
    pretendedUsers: new PretendedUsers(clock, naming),
    tags: new Map(Object.entries(properties.UserPoolTags)),
    createdAt: clock.now(),
    properties,
  };
}

function passwordPolicyOf({ Policies }: Properties): PasswordPolicy {
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
function attributeRule(attribute: Properties['Schema'][number]): AttributeRule {
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
