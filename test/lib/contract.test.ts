import { prod } from '../../config/prod';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config';
import { samlMetadataFile } from './everything';
import { testApp } from './synthesize';

/**
 * What players' data hangs on. A logical ID that is gone makes CloudFormation delete the resource (or orphan it, where it is
 * retained) and create an empty one; a property listed here makes it replace the resource. A replaced identity pool gives
 * every player another identity ID, and all data is orphaned.
 */
const contract: Record<string, { type: string; properties: Record<string, unknown> }> = {
  PlayerFilesBucket099F11A0: { type: 'AWS::S3::Bucket', properties: { BucketName: undefined } },
  PlayerFilesBucketPolicy1064E576: {
    type: 'AWS::S3::BucketPolicy',
    properties: { Bucket: { Ref: 'PlayerFilesBucket099F11A0' } },
  },
  PlayerRecordsTable33A2D2DB: {
    type: 'AWS::DynamoDB::GlobalTable',
    properties: {
      TableName: undefined,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      LocalSecondaryIndexes: undefined,
    },
  },
  OidcMyStudioProviderDF3EF985: { type: 'AWS::IAM::OIDCProvider', properties: { Url: 'https://login.my-studio.com' } },
  SamlPartnerProviderD7A99628: { type: 'AWS::IAM::SAMLProvider', properties: { Name: undefined } },
  // Another user pool has nobody's account. What players sign in by can't be changed later.
  UserPoolDAD9161D: {
    type: 'AWS::Cognito::UserPool',
    properties: {
      UsernameAttributes: ['email'],
      AliasAttributes: undefined,
      UsernameConfiguration: { CaseSensitive: false },
    },
  },
  UserPoolDomainB9359F9B: {
    type: 'AWS::Cognito::UserPoolDomain',
    properties: { Domain: 'star-harvest', UserPoolId: { Ref: 'UserPoolDAD9161D' } },
  },
  // Another client has another ID, which is in every copy of the app.
  UserPoolClientStarHarvestWebE3C36027: {
    type: 'AWS::Cognito::UserPoolClient',
    properties: { GenerateSecret: false, UserPoolId: { Ref: 'UserPoolDAD9161D' } },
  },
  UserPoolClientSmokeTestC3327AD3: {
    type: 'AWS::Cognito::UserPoolClient',
    properties: { GenerateSecret: false, UserPoolId: { Ref: 'UserPoolDAD9161D' } },
  },
  UserPoolBrandingStarHarvestWebA60464AB: {
    type: 'AWS::Cognito::ManagedLoginBranding',
    properties: { UserPoolId: { Ref: 'UserPoolDAD9161D' } },
  },
  // Not replaced by CloudFormation for its developer provider's name, but Cognito can't change that either.
  IdentityPoolEC8A1A0D: {
    type: 'AWS::Cognito::IdentityPool',
    properties: { DeveloperProviderName: 'login.star-harvest' },
  },
};

const advice = `
The stacks no longer match their contract: deployed, this change would delete, replace or orphan what players own.
Do not update this test to make it pass. Instead:
  - a construct or its folder was renamed or moved: keep the old construct ID, or move the deployed resource first with
    'cdk refactor --unstable=refactor' and change both together;
  - a resource moved to another stack: remove it from the template with DeletionPolicy Retain, then 'cdk import' it there;
  - a replacement-relevant property changed: create a second resource beside the first, copy the data, switch the grants;
  - a resource was added: add it here, it is part of the contract from now on.
`;

const app = testApp();
/** Prod with what it may be given besides, where that is a resource which may never be replaced. */
const whole = {
  ...prod,
  oidc: [{ name: 'my-studio', issuer: 'https://login.my-studio.com', clientIds: ['star-harvest'] }],
  userPool: {
    domainPrefix: 'star-harvest',
    apps: { 'star-harvest': { web: { callbackUrls: ['https://play.star-harvest.com/'] } } },
    attributes: { clan: 'custom:clan' },
  },
  saml: [{ name: 'partner', metadataFile: samlMetadataFile }],
  developerProvider: { name: 'login.star-harvest' },
};
interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** What holds people or their data, or is what players' apps and logins know a thing by. */
const held =
  /^AWS::(S3::|DynamoDB::|IAM::(OIDC|SAML)Provider$|Cognito::(IdentityPool|UserPool|UserPoolDomain|UserPoolClient|ManagedLoginBranding)$)/;
const stacks = buildApp(app, parseConfig(whole));
const log = jest.spyOn(console, 'error').mockImplementation(() => {});
const assembly = app.synth();
log.mockRestore();
const resources: Record<string, Resource> = Object.fromEntries(
  [stacks.data, stacks.federation]
    .flatMap(({ stackName }) => Object.entries<Resource>(assembly.getStackByName(stackName).template.Resources))
    .filter(([, { Type }]) => held.test(Type)),
);

/** Compares as a contract does: who breaks it reads what to do instead. */
function holds(actual: unknown, expected: unknown): void {
  try {
    expect(actual).toEqual(expected);
  } catch (error) {
    throw new Error(`${advice}\n${(error as Error).message}`);
  }
}

test('every resource that holds people or their data keeps its logical ID and its type', () => {
  const actual = Object.entries(resources).map(([id, { Type }]) => [id, Type]);
  holds(Object.fromEntries(actual), Object.fromEntries(Object.entries(contract).map(([id, { type }]) => [id, type])));
});

test.each(Object.entries(contract))('%s keeps the properties whose change would replace it', (id, { properties }) => {
  const actual = resources[id]?.Properties;
  for (const [name, value] of Object.entries(properties)) holds({ [name]: actual?.[name] }, { [name]: value });
});

test('in prod none of it goes with its stack, and neither stack can be deleted', () => {
  for (const resource of Object.values(resources)) {
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
  for (const stack of [stacks.data, stacks.federation]) expect(stack.terminationProtection).toBe(true);
});

test('whoever breaks the contract reads what to do instead', () => {
  expect(() => holds({ Renamed: 'AWS::S3::Bucket' }, { Bucket: 'AWS::S3::Bucket' })).toThrow(/cdk refactor/);
});
