import { urlSuffix } from '../../../assembly/parameters';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { changed, given, passRole, retagged, tagged, tagKeys } from '../permission-entries';
import type { Permission } from '../permissions';
import type { ResourceType } from '../resource-type';
import { poolRefused } from './pool-refused';
import { userPoolConfiguration, userPoolIdentity } from './user-pool-configuration';
import { type UserPoolProperties, userPoolProperties } from './user-pool-properties';
import { checkNewAttributes, checkTier, checkUpdate } from './user-pool-update';

const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const mfa = ['EnabledMfas', 'MfaConfiguration', 'WebAuthnRelyingPartyID', 'WebAuthnUserVerification'];

/** What a pool of an account's own mail or text messages needs (**documented**: Cognito guide, "Email settings", "SMS message settings"). */
const sending: readonly Permission<UserPoolProperties>[] = [
  {
    action: 'iam:CreateServiceLinkedRole',
    when: ({ properties }) => properties.EmailConfiguration !== undefined,
    on: ({ partition, account }) =>
      `arn:${partition}:iam::${account}:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmailService`,
    keys: () => ({ 'iam:AWSServiceName': 'email.cognito-idp.amazonaws.com' }),
  },
  passRole('cognito-idp.amazonaws.com', ({ properties }) => {
    const { SnsCallerArn } = (properties.SmsConfiguration ?? {}) as { readonly SnsCallerArn?: string };
    return SnsCallerArn === undefined ? [] : [SnsCallerArn];
  }),
];

/**
 * `AWS::Cognito::UserPool`: `Ref` is the ID, the region and nine characters. An update changes what the
 * template says; users, keys, tokens and open challenges stay.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html documented
 */
export const userPool: ResourceType<UserPoolProperties> = {
  type: 'AWS::Cognito::UserPool',
  placeholdersIn: [
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'SmsAuthenticationMessage',
    'SmsVerificationMessage',
  ],
  schema: userPoolProperties,
  permissions: {
    on: ({ attributes }) => attributes.Arn ?? '',
    create: [
      { action: 'cognito-idp:CreateUserPool', on: '*', keys: tagKeys('UserPoolTags') },
      'cognito-idp:DescribeUserPool',
      'cognito-idp:GetUserPoolMfaConfig',
      ...given(mfa, 'cognito-idp:SetUserPoolMfaConfig'),
      tagged('UserPoolTags', 'cognito-idp:TagResource'),
      ...sending,
    ],
    update: [
      'cognito-idp:UpdateUserPool',
      'cognito-idp:DescribeUserPool',
      'cognito-idp:GetUserPoolMfaConfig',
      ...changed(mfa, 'cognito-idp:SetUserPoolMfaConfig'),
      ...changed('Schema', 'cognito-idp:AddCustomAttributes'),
      ...changed('UserPoolTags', 'cognito-idp:ListTagsForResource'),
      ...retagged('UserPoolTags', 'cognito-idp:TagResource', 'cognito-idp:UntagResource'),
      ...sending,
    ],
    delete: ['cognito-idp:DeleteUserPool'],
    read: ['cognito-idp:DescribeUserPool', 'cognito-idp:GetUserPoolMfaConfig'],
  },
  identify(resource) {
    const { partition, region, account } = resource;
    const id = `${region}_${steadyRandom(seedOf(resource), 9, idCharacters)}`;
    const providerName = `cognito-idp.${region}.${urlSuffix(partition)}/${id}`;
    return {
      ref: id,
      attributes: {
        Arn: `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`,
        ProviderName: providerName,
        ProviderURL: `https://${providerName}`,
        UserPoolId: id,
      },
    };
  },
  create(resource, { userPools }) {
    checkNewAttributes(resource.model.Schema);
    checkTier(resource.model);
    userPools.create(userPoolIdentity(resource), userPoolConfiguration(resource));
  },
  update(resource, before, { userPools }) {
    checkUpdate(resource.model, before.model);
    checkTier(resource.model);
    userPools.configure(resource.ref, userPoolConfiguration(resource));
  },
  /** Which of the two refusals comes first is unconfirmed. */
  remove({ ref }, { userPools }) {
    const pool = userPools.find(ref);
    if (pool?.deletionProtection) {
      // Observed: localstack#11947.
      throw poolRefused(
        'InvalidRequest',
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    }
    if (pool?.managedLogin !== undefined) {
      // Observed: terraform-provider-aws#16479.
      throw poolRefused(
        'InvalidRequest',
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      );
    }
    userPools.delete(ref);
  },
  adopt: {
    identifier: ['UserPoolId'],
    find({ UserPoolId: ref = '' }, { userPools }) {
      const pool = userPools.find(ref);
      if (pool === undefined) return undefined;
      const { arn: Arn, providerName: ProviderName, issuer: ProviderURL } = pool;
      return { ref, attributes: { Arn, ProviderName, ProviderURL, UserPoolId: ref } };
    },
  },
};
