import { readFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
  type ResourceToImport,
} from '@aws-sdk/client-cloudformation';
import { resourceTypes } from '../../../local/resources/all-types';
import type { AnyResourceType } from '../../../local/resources/resource-type';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let on: AccountOnHand;
beforeAll(async () => {
  on = await accountOnHand();
});
afterAll(() => on.cloud.stop());
afterEach(() => expect(on.defects).toEqual([]));

const adoptable = resourceTypes.filter((type: AnyResourceType) => type.adopt !== undefined);

test.each(adoptable.map((type) => [type.type, type.adopt?.identifier] as const))(
  '%s is imported by its primary identifier in AWS’s service specification',
  (type, identifier) => {
    const [known] = loadAwsServiceSpecSync().lookup('resource', 'cloudFormationType', 'equals', type);
    expect(identifier).toEqual(known?.primaryIdentifier);
  },
);

const ref = (id: string) => ({ Ref: id });
const attribute = (name: string) => ({ 'Fn::GetAtt': ['Left', name] });
const keys = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const table = { BillingMode: 'PAY_PER_REQUEST', ...keys };
const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: {} };
const pool = { Type: 'AWS::Cognito::UserPool', DeletionPolicy: 'Retain', Properties: { UserPoolName: 'left' } };
const SamlMetadataDocument = readFileSync('test/stages/studio-saml-metadata.xml', 'utf8');
const denied = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: '*' };

interface Row {
  readonly properties: object;
  /** Imported beside it. */
  readonly beside?: { readonly Type: string };
  readonly attributes?: readonly string[];
  /** Its identifier, by the physical IDs of the stack's resources. */
  identifier(ids: Readonly<Record<string, string>>): Record<string, string>;
}
const rows: Record<string, Row> = {
  'AWS::S3::Bucket': {
    properties: {},
    attributes: ['Arn', 'RegionalDomainName'],
    identifier: ({ Left = '' }) => ({ BucketName: Left }),
  },
  'AWS::S3::BucketPolicy': {
    properties: { Bucket: ref('Beside'), PolicyDocument: { Version: '2012-10-17', Statement: [denied] } },
    beside: bucket,
    identifier: ({ Left = '' }) => ({ Bucket: Left }),
  },
  'AWS::DynamoDB::Table': {
    properties: table,
    attributes: ['Arn'],
    identifier: ({ Left = '' }) => ({ TableName: Left }),
  },
  'AWS::DynamoDB::GlobalTable': {
    properties: { ...table, Replicas: [{ Region: 'eu-west-1' }] },
    attributes: ['Arn', 'TableId'],
    identifier: ({ Left = '' }) => ({ TableName: Left }),
  },
  'AWS::Cognito::IdentityPool': {
    properties: { AllowUnauthenticatedIdentities: true },
    attributes: ['Id', 'Name'],
    identifier: ({ Left = '' }) => ({ Id: Left }),
  },
  'AWS::Cognito::UserPool': {
    properties: {},
    attributes: ['Arn', 'ProviderName', 'ProviderURL', 'UserPoolId'],
    identifier: ({ Left = '' }) => ({ UserPoolId: Left }),
  },
  'AWS::Cognito::UserPoolClient': {
    properties: { UserPoolId: ref('Beside'), GenerateSecret: true },
    beside: pool,
    attributes: ['ClientId', 'Name', 'ClientSecret'],
    identifier: ({ Left = '', Beside = '' }) => ({ UserPoolId: Beside, ClientId: Left }),
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    properties: {
      ...{ UserPoolId: ref('Beside'), ProviderName: 'Google', ProviderType: 'Google' },
      ProviderDetails: { client_id: 'id', client_secret: 'secret', authorize_scopes: 'openid' },
    },
    beside: pool,
    identifier: ({ Beside = '' }) => ({ UserPoolId: Beside, ProviderName: 'Google' }),
  },
  'AWS::IAM::OIDCProvider': {
    properties: { Url: 'https://left.example', ClientIdList: ['a'] },
    attributes: ['Arn'],
    identifier: ({ Left = '' }) => ({ Arn: Left }),
  },
  'AWS::IAM::SAMLProvider': {
    properties: { Name: 'left', SamlMetadataDocument },
    attributes: ['Arn'],
    identifier: ({ Left = '' }) => ({ Arn: Left }),
  },
};

test('every type that can be imported has a row', () => {
  expect(Object.keys(rows).sort()).toEqual(adoptable.map(({ type }) => type).sort());
});

/** Imports into a new stack. @returns its status at the end */
async function imported(
  StackName: string,
  TemplateBody: string,
  ResourcesToImport: ResourceToImport[],
): Promise<string | undefined> {
  const named = { StackName, ChangeSetName: 'import' };
  await on.client.send(
    new CreateChangeSetCommand({ ...named, TemplateBody, ChangeSetType: 'IMPORT', ResourcesToImport }),
  );
  const { Changes = [] } = await on.client.send(new DescribeChangeSetCommand(named));
  expect(new Set(Changes.map(({ ResourceChange }) => ResourceChange?.Action))).toEqual(new Set(['Import']));
  await on.client.send(new ExecuteChangeSetCommand(named));
  await on.cloud.cloudFormation.settled();
  return on.cloud.cloudFormation.view(StackName)?.status;
}

/** What the events of a stack say of the first import that failed. */
const whyNot = (StackName: string) =>
  on.cloud.cloudFormation.view(StackName)?.events.find(({ status }) => status === 'IMPORT_FAILED')?.reason;

test.each(Object.entries(rows))('%s that a stack has left behind is the same in the next', async (type, row) => {
  const { properties, beside, attributes = [], identifier } = row;
  const StackName = `import-${type.split('::')[2]}`;
  const Resources = {
    Left: { Type: type, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: properties },
    ...(beside !== undefined && { Beside: beside }),
  };
  const outputs = ['Ref', ...attributes].map((name) => [
    name,
    { Value: name === 'Ref' ? ref('Left') : attribute(name) },
  ]);
  const whole = { Resources, Outputs: Object.fromEntries(outputs) };
  const told = () => on.cloud.cloudFormation.view(StackName)?.outputs.map(({ name, value }) => [name, value]);
  const idsOf = () =>
    Object.fromEntries(
      on.cloud.cloudFormation.view(StackName)?.resources.map(({ logicalId, physicalId }) => [logicalId, physicalId]) ??
        [],
    );

  expect(await on.deploy(StackName, whole)).toBe('CREATE_COMPLETE');
  const [before, ids] = [told(), idsOf()];
  expect(await on.remove(StackName)).toBe('DELETE_COMPLETE');

  const TemplateBody = JSON.stringify({ Resources });
  const { ResourceIdentifierSummaries = [] } = await on.client.send(new GetTemplateSummaryCommand({ TemplateBody }));
  expect(ResourceIdentifierSummaries.find(({ ResourceType }) => ResourceType === type)).toMatchObject({
    ResourceIdentifiers: [Object.keys(identifier(ids)).join(',')],
    LogicalResourceIds: ['Left'],
  });
  const toImport = (physicalIds: Readonly<Record<string, string>>) => [
    { LogicalResourceId: 'Left', ResourceType: type, ResourceIdentifier: identifier(physicalIds) },
    ...(beside === undefined
      ? []
      : [
          {
            ...{ LogicalResourceId: 'Beside', ResourceType: beside.Type },
            ResourceIdentifier: rows[beside.Type]?.identifier({ Left: physicalIds.Beside ?? '' }),
          },
        ]),
  ];
  // What is nowhere can't be taken; then what is there can be, once.
  const nowhere = toImport({ Left: 'nowhere', Beside: 'nowhere' });
  expect(await imported(`${StackName}-nowhere`, TemplateBody, nowhere)).toBe('IMPORT_ROLLBACK_COMPLETE');
  expect(whyNot(`${StackName}-nowhere`)).toMatch(/was not found/);
  expect(await imported(StackName, TemplateBody, toImport(ids))).toBe('IMPORT_COMPLETE');
  expect(idsOf()).toEqual(ids);
  expect(await imported(`${StackName}-again`, TemplateBody, toImport(ids))).toBe('IMPORT_ROLLBACK_COMPLETE');
  expect(whyNot(`${StackName}-again`)).toMatch(new RegExp(`already belongs to the stack ${StackName}\\.`));

  expect(await on.deploy(StackName, whole)).toBe('UPDATE_COMPLETE');
  expect([told(), idsOf()]).toEqual([before, ids]);
});

test.each([
  ['s3:DeleteObject', 'IMPORT_COMPLETE'],
  ['s3:GetBucketPolicy', 'IMPORT_ROLLBACK_COMPLETE'],
])('a bucket’s policy that denies everybody %s: the import that reads it ends %s', async (Action, expected) => {
  const StackName = `read-${Action.split(':')[1]}`;
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ ...denied, Action }] };
  const policy = { Type: 'AWS::S3::BucketPolicy', DeletionPolicy: 'Retain' };
  const Resources = { Bucket: bucket, Policy: { ...policy, Properties: { Bucket: ref('Bucket'), PolicyDocument } } };
  await on.deploy(StackName, { Resources });
  const resources = on.cloud.cloudFormation.view(StackName)?.resources ?? [];
  expect(resources).toHaveLength(2);
  await on.remove(StackName);
  const toImport = resources.map(({ logicalId, type, physicalId }) => ({
    ...{ LogicalResourceId: logicalId, ResourceType: type },
    ResourceIdentifier: { [type === bucket.Type ? 'BucketName' : 'Bucket']: physicalId },
  }));
  expect(await imported(StackName, JSON.stringify({ Resources }), toImport)).toBe(expected);
  const refused = expect.stringContaining('s3:GetBucketPolicy');
  expect(whyNot(StackName)).toEqual(expected === 'IMPORT_COMPLETE' ? undefined : refused);
});
