import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/parse';
import { prod } from '../stages/prod';
import { samlMetadataFile } from './everything';
import { testApp } from './synthesize';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** A resource that is pinned: the properties whose change would replace it, or would be refused. */
type Pinned = Record<string, { readonly type: string; readonly properties?: Record<string, unknown> }>;

/**
 * What players' data hangs on. A logical ID that is gone makes CloudFormation delete the resource (or leave it behind, where it is
 * retained) and create an empty one; a property listed here makes it replace the resource.
 */
const dataContract: Pinned = {
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
};

const userPool = { Ref: 'UserPoolDAD9161D' };
const identityPool = { Ref: 'IdentityPoolEC8A1A0D' };
/**
 * Who the players are. A replaced identity pool gives every player another identity ID, and all data is orphaned. A provider or a tag
 * map under another logical ID is created before the old one is deleted, which AWS refuses, or which takes the new one's effect along.
 */
const federationContract: Pinned = {
  // Not replaced by CloudFormation for its developer provider's name, but Cognito can't change that either.
  IdentityPoolEC8A1A0D: {
    type: 'AWS::Cognito::IdentityPool',
    properties: { DeveloperProviderName: 'login.star-harvest' },
  },
  // Another user pool has nobody's account. What players sign in by can't be changed later.
  UserPoolDAD9161D: {
    type: 'AWS::Cognito::UserPool',
    properties: {
      UsernameAttributes: ['email'],
      AliasAttributes: undefined,
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [
        {
          Name: 'clan',
          AttributeDataType: 'String',
          Mutable: true,
          StringAttributeConstraints: { MaxLength: '128' },
        },
      ],
    },
  },
  UserPoolDomainB9359F9B: {
    type: 'AWS::Cognito::UserPoolDomain',
    properties: { Domain: 'star-harvest', UserPoolId: userPool },
  },
  // Another client has another ID, which is in every copy of the app.
  UserPoolClientStarHarvestWebE3C36027: {
    type: 'AWS::Cognito::UserPoolClient',
    properties: { GenerateSecret: false, UserPoolId: userPool },
  },
  UserPoolClientSmokeTestC3327AD3: {
    type: 'AWS::Cognito::UserPoolClient',
    properties: { GenerateSecret: false, UserPoolId: userPool },
  },
  UserPoolBrandingStarHarvestWebA60464AB: {
    type: 'AWS::Cognito::ManagedLoginBranding',
    properties: { UserPoolId: userPool, ClientId: { Ref: 'UserPoolClientStarHarvestWebE3C36027' } },
  },
  // The host is the provider's identity, and the ARN's end.
  OidcloginmystudiocomProviderE0A44AD6: {
    type: 'AWS::IAM::OIDCProvider',
    properties: { Url: 'https://login.my-studio.com' },
  },
  // The name ends the ARN, which is the key in players' Logins.
  SamlstarharvestprodpartnerProvider2DD486B6: {
    type: 'AWS::IAM::SAMLProvider',
    properties: { Name: 'star-harvest-prod-partner' },
  },
  // Apps that use the basic flow, or STS without the pool, hold the ARNs of these roles.
  AuthenticatedRole86104F1A: { type: 'AWS::IAM::Role', properties: { RoleName: undefined, Path: undefined } },
  GuestRole80ECD357: { type: 'AWS::IAM::Role', properties: { RoleName: undefined, Path: undefined } },
  NamedRolesModeratorRole6DC80AB8: { type: 'AWS::IAM::Role', properties: { RoleName: undefined, Path: undefined } },
  DirectRolesMyStudioRoleF0C154C4: { type: 'AWS::IAM::Role', properties: { RoleName: undefined, Path: undefined } },
  // Who is a moderator is in the group.
  NamedRolesGroupmoderator00D21CE3: {
    type: 'AWS::Cognito::UserPoolGroup',
    properties: { UserPoolId: userPool, GroupName: 'moderator' },
  },
  RoleAttachmentA97266B2: {
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    properties: { IdentityPoolId: identityPool },
  },
  PrincipalTagsOidcloginmystudiocom4910E1A2: {
    type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    properties: { IdentityPoolId: identityPool, IdentityProviderName: { Ref: 'OidcloginmystudiocomProviderE0A44AD6' } },
  },
  PrincipalTagsUserPoolC8673E01: {
    type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    properties: {
      IdentityPoolId: identityPool,
      IdentityProviderName: { 'Fn::GetAtt': ['UserPoolDAD9161D', 'ProviderName'] },
    },
  },
  PrincipalTagsSamlstarharvestprodpartner9982A994: {
    type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    properties: {
      IdentityPoolId: identityPool,
      IdentityProviderName: { Ref: 'SamlstarharvestprodpartnerProvider2DD486B6' },
    },
  },
  // Another API has another address, which is in every copy of the app; so is the stage's name.
  ScoresApiE26528C9: {
    type: 'AWS::ApiGateway::RestApi',
    properties: { EndpointConfiguration: { Types: ['REGIONAL'] } },
  },
  ScoresApiDeploymentStagev1B357723D: { type: 'AWS::ApiGateway::Stage', properties: { StageName: 'v1' } },
  // The game's servers have it attached, by its ARN.
  ScoresBackendPolicy92F6D7BB: { type: 'AWS::IAM::ManagedPolicy', properties: { ManagedPolicyName: undefined } },
  // An operator has put refresh tokens into it.
  SmokeTestPlayersSecret79810982: { type: 'AWS::SecretsManager::Secret', properties: { Name: undefined } },
};

/** What apps, pipelines and the other stack read. */
const outputs = {
  data: [
    'BucketName',
    'TableName',
    'export ExportsOutputFnGetAttPlayerFilesBucket099F11A0Arn874166C7',
    'export ExportsOutputFnGetAttPlayerRecordsTable33A2D2DBArn7C330767',
    'export ExportsOutputRefPlayerFilesBucket099F11A054B84863',
    'export ExportsOutputRefPlayerRecordsTable33A2D2DB6B373860',
  ],
  federation: [
    'AuthenticatedRoleArn',
    'BackendPolicyArn',
    'FederatedRoleArnMyStudio',
    'GuestRoleArn',
    'IdentityPoolId',
    'NamedRoleArnModerator',
    'OidcProviderArnMyStudio',
    'PlayersSecretArn',
    'Region',
    'SamlProviderArnPartner',
    'ScoresUrl',
    'SmokeTestFunctionName',
    'UserPoolCallbackUrlsStarHarvestWeb',
    'UserPoolClientIdStarHarvestWeb',
    'UserPoolId',
    'UserPoolSignInUrl',
  ],
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

/** Prod with what it may be given besides, where that is a resource which must not move. */
const whole = parseConfig({
  ...prod,
  game: 'star-harvest',
  oidc: [
    {
      name: 'my-studio',
      issuer: 'https://login.my-studio.com',
      clientIds: ['star-harvest'],
      attributes: { clan: 'clan' },
      directRole: {},
    },
  ],
  userPool: {
    domainPrefix: 'star-harvest',
    apps: { 'star-harvest': { web: { callbackUrls: ['https://play.star-harvest.com/'] } } },
    customAttributes: ['clan'],
    attributes: { clan: 'custom:clan' },
    roleMapping: { fromToken: true, ambiguous: 'authenticated' },
  },
  saml: [{ name: 'partner', metadataFile: samlMetadataFile, attributes: { clan: 'clan' } }],
  roles: { moderator: { grants: ['moderateFiles'] } },
  developerProvider: { name: 'login.star-harvest' },
  scores: { boards: { weekly: { order: 'highest', min: 0, max: 1000, secondsBetween: 60, guests: true } } },
});

const app = testApp();
const stacks = buildApp(app, whole);
const log = jest.spyOn(console, 'error').mockImplementation(() => {});
const assembly = app.synth();
log.mockRestore();

interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, { readonly Export?: object }>;
}
const templateOf = (stack: 'data' | 'federation'): Template =>
  assembly.getStackByName(stacks[stack].stackName).template;

/** Machinery that may be made anew at any time: no player and no app knows it. */
const machinery = ({ Type, Properties }: Resource) =>
  /^(AWS::(IAM::Policy|Lambda::|Logs::|ApiGateway::(?!RestApi|Stage))|Custom::)/.test(Type) ||
  JSON.stringify(Properties.AssumeRolePolicyDocument ?? '').includes('lambda.amazonaws.com');

/** Compares as a contract does: who breaks it reads what to do instead. */
function holds(actual: unknown, expected: unknown): void {
  try {
    expect(actual).toEqual(expected);
  } catch (error) {
    throw new Error(`${advice}\n${(error as Error).message}`);
  }
}

describe.each([
  ['data', dataContract],
  ['federation', federationContract],
] as const)('the %s stack', (stack, contract) => {
  const { Resources, Outputs } = templateOf(stack);

  test('keeps the logical ID and the type of every resource but its machinery', () => {
    const actual = Object.entries(Resources).filter(([, resource]) => !machinery(resource));
    const expected = Object.entries(contract).map(([id, { type }]) => [id, type]);
    holds(Object.fromEntries(actual.map(([id, { Type }]) => [id, Type])), Object.fromEntries(expected));
  });

  test.each(Object.entries(contract))('keeps the properties of %s whose change would replace it', (id, pinned) => {
    for (const [name, value] of Object.entries(pinned.properties ?? {})) {
      holds({ [name]: Resources[id]?.Properties[name] }, { [name]: value });
    }
  });

  test('keeps the names of its outputs and exports', () => {
    const names = Object.entries(Outputs).map(([name, { Export }]) => (Export ? `export ${name}` : name));
    holds(names.sort(), outputs[stack]);
  });
});

test('the data stack exports the same, whatever the federation stack does with it', () => {
  const least = testApp();
  const { data } = buildApp(
    least,
    parseConfig({ game: 'g', stage: 's', guests: { enabled: true }, retainData: false }),
  );
  const { Outputs } = least.synth().getStackByName(data.stackName).template as Template;
  const exported = Object.entries(Outputs).flatMap(([name, { Export }]) => (Export ? [`export ${name}`] : []));
  expect(exported.sort()).toEqual(outputs.data.filter((name) => name.startsWith('export')));
});

test('whoever breaks the contract reads what to do instead', () => {
  expect(() => holds({ Renamed: 'AWS::S3::Bucket' }, { Bucket: 'AWS::S3::Bucket' })).toThrow(/cdk refactor/);
});
