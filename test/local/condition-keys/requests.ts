import { createHash } from 'node:crypto';
import { functionOperations } from '../../../local/services/lambda/function-operations';
import { s3Routes } from '../../../local/services/s3/routes';
import { controlOperations } from '../../../policy/operations/dynamodb';
import { aclKeyNames, bucketKeyNames, writeKeyNames } from '../../../policy/operations/s3-condition-keys';
import type { CallShape } from '../http/signed-call';
import type { Account } from './account';
import { names } from './tagged-game';

/** One call of one operation. */
export interface CallRow {
  /** `s3 GetObject, in full` */
  readonly title: string;
  readonly service: string;
  readonly operation: string;
  readonly shape: CallShape & { readonly presigned?: boolean };
}

type Ids = Account['ids'];

const row = (service: string, operation: string, shape: CallRow['shape'], how = ''): CallRow => ({
  title: `${service} ${operation}${how}`,
  service,
  operation,
  shape,
});

/** Every operation that IAM is asked about, with as little as it takes and with all that it may say. */
export const callRows = (ids: Ids, versionId: string): readonly CallRow[] => [
  ...s3Rows(versionId),
  ...dynamoDbRows(ids),
  ...lambdaRows(),
  ...jsonRows('cognito-identity', 'AWSCognitoIdentityService', identityPoolCalls, identityPoolMembers(ids)),
  ...jsonRows('cognito-idp', 'AWSCognitoIdentityProviderService', userPoolCalls, userPoolMembers(ids)),
  ...secretRows(),
  ...parameterRows(),
  ...stsRows(ids),
  ...cloudFormationRows(ids),
];

const scopes: Readonly<Record<string, string>> = {
  service: '/',
  bucket: `/${names.bucket}`,
  object: `/${names.bucket}/k`,
};

function s3Rows(versionId: string): readonly CallRow[] {
  const all = Object.entries(s3Routes).flatMap(([place, routes]) => {
    const [method = '', scope = ''] = place.split(' ');
    return routes.flatMap(([subresource, operation]): CallRow[] => {
      const [name = '', value = ''] = subresource.split('=');
      const asks = name === '' ? {} : { [name]: name === 'uploadId' ? 'none' : value };
      const query = { ...asks, ...(needed[operation] ?? {}) };
      const body = bodies[operation] ?? '';
      const headers = { ...(body === '' ? {} : { 'content-md5': md5(body) }), ...(typed[operation] ?? {}) };
      const shape = { method, path: scopes[scope] ?? '', query, headers, body };
      const rows = [
        row('s3', operation, shape),
        row('s3', operation, { ...shape, headers: { ...headers, ...unsigned }, presigned: true }, ', presigned'),
      ];
      if (scope !== 'object' || operation === 'PutObject') return rows;
      return [...rows, row('s3', operation, { ...shape, query: { ...query, versionId } }, ', of a version')];
    });
  });
  const path = scopes.object ?? '';
  const source = { 'x-amz-copy-source': `${names.bucket}/k` };
  const listing = { prefix: 'a', delimiter: '/', 'max-keys': '7' };
  const bucket = scopes.bucket ?? '';
  return [
    ...all,
    ...[undefined, { versionId }].map((of) =>
      row('s3', 'ListObjectAnnotations', { method: 'GET', path, query: { annotation: '', ...of } }),
    ),
    row('s3', 'GetObject', { method: 'GET', path: `${bucket}/missing` }, ', missing'),
    row('s3', 'PutObject', { method: 'PUT', path, headers: { ...writing, 'x-amz-tagging': 'team=red' } }, ', in full'),
    row('s3', 'CopyObject', { method: 'PUT', path, headers: source }),
    row('s3', 'CopyObject', { method: 'PUT', path, headers: { ...writing, ...source } }, ', in full'),
    row('s3', 'UploadPartCopy', { method: 'PUT', path, query: { partNumber: '1', uploadId: 'none' }, headers: source }),
    row('s3', 'PutObjectAcl', { method: 'PUT', path, query: { acl: '', versionId }, headers: ofAcl }, ', in full'),
    row('s3', 'CreateBucket', { method: 'PUT', path: bucket, headers: ofBucket, body: newBucket }, ', in full'),
    row('s3', 'ListObjects', { method: 'GET', path: bucket, query: listing }, ', in full'),
    row('s3', 'ListObjectsV2', { method: 'GET', path: bucket, query: { 'list-type': '2', ...listing } }, ', in full'),
    row('s3', 'ListObjectVersions', { method: 'GET', path: bucket, query: { versions: '', ...listing } }, ', in full'),
    ...[undefined, { versionId }].map((query) =>
      row('s3', 'DeleteObject', { method: 'DELETE', path, query, headers: { 'if-match': '"x"' } }, ', if it matches'),
    ),
  ];
}

const unsigned = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };

const needed: Readonly<Record<string, Record<string, string>>> = {
  UploadPart: { partNumber: '1' },
  GetObjectAnnotation: { annotationName: 'a' },
};

const md5 = (text: string) => createHash('md5').update(text).digest('base64');

const typed: Readonly<Record<string, Record<string, string>>> = {
  PostObject: { 'content-type': 'multipart/form-data; boundary=b' },
  GetObjectAttributes: { 'x-amz-object-attributes': 'ETag' },
};

const bodies: Readonly<Record<string, string>> = {
  DeleteObjects: '<Delete><Object><Key>k</Key></Object></Delete>',
  PostObject:
    '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nk\r\n' +
    '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nx\r\n--b--\r\n',
  PutObjectTagging: '<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>',
  CompleteMultipartUpload:
    '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>',
};

const newBucket =
  '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>' +
  '<Tags><Tag><Key>team</Key><Value>red</Value></Tag></Tags></CreateBucketConfiguration>';

const ofAcl = Object.fromEntries(aclKeyNames.map((key) => [key.slice('s3:'.length), 'x']));

/** Every header that fills a condition key of a new bucket. */
const ofBucket = {
  ...Object.fromEntries(bucketKeyNames.map((key) => [key.slice('s3:'.length).toLowerCase(), 'x'])),
  'x-amz-bucket-object-lock-enabled': 'true',
};

/** Every header that fills a condition key of a write, but for the source of a copy. */
const writing = {
  ...Object.fromEntries(
    writeKeyNames
      .map((key) => key.slice('s3:'.length))
      .filter((name) => name !== 'x-amz-copy-source')
      .map((name) => [name.startsWith('object-lock') ? `x-amz-${name}` : name, 'x']),
  ),
  'x-amz-metadata-directive': 'REPLACE',
  'x-amz-acl': 'bucket-owner-full-control',
  referer: 'https://game.example/',
};

function dynamoDbRows({ tableArn }: Ids): readonly CallRow[] {
  const arns = {
    TableArn: tableArn,
    ResourceArn: tableArn,
    BackupArn: `${tableArn}/backup/1`,
    ExportArn: `${tableArn}/export/1`,
    ImportArn: `${tableArn}/import/1`,
  };
  const TableName = names.table;
  const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
  const all = { ReturnConsumedCapacity: 'TOTAL' };
  const reads = { ProjectionExpression: 'pk, note', ...all };
  const select = `SELECT * FROM "${TableName}" WHERE pk = 'a'`;
  const verbs = {
    Select: select,
    Insert: `INSERT INTO "${TableName}" VALUE {'pk': 'a', 'sk': 'b'}`,
    Update: `UPDATE "${TableName}" SET note = 'x' WHERE pk = 'a' AND sk = 'b'`,
    Delete: `DELETE FROM "${TableName}" WHERE pk = 'a' AND sk = 'b'`,
  };
  const asked = { KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } };
  const write = { ConditionExpression: 'attribute_not_exists(note)', ReturnValues: 'ALL_OLD', ...all };
  const get = { TableName, Key };
  const put = { TableName, Item: Key };
  const update = { TableName, Key, UpdateExpression: 'REMOVE note' };
  const check = { TableName, Key, ConditionExpression: 'attribute_exists(note)' };
  const calls: readonly (readonly [operation: string, ...bodies: object[]])[] = [
    ['GetItem', get, { ...get, ...reads }],
    ['PutItem', put, { ...put, ...write }],
    ['UpdateItem', update, { ...update, ...write }],
    ['DeleteItem', get, { ...get, ...write }],
    ['Query', { TableName, ...asked }, { TableName, ...asked, ...reads, Select: 'SPECIFIC_ATTRIBUTES' }],
    ['Scan', { TableName }, { TableName, ...reads }],
    ['BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } }],
    ['BatchWriteItem', { RequestItems: { [TableName]: [{ PutRequest: { Item: Key } }] } }],
    ['TransactGetItems', { TransactItems: [{ Get: get }] }],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: put }, { Update: update }, { Delete: get }, { ConditionCheck: check }] },
    ],
    ...Object.values(verbs).flatMap((Statement) => [
      ['ExecuteStatement', { Statement }] as const,
      ['BatchExecuteStatement', { Statements: [{ Statement }] }] as const,
      ['ExecuteTransaction', { TransactStatements: [{ Statement }] }] as const,
    ]),
    ...Object.keys(controlOperations).map(
      (name) => [name, { TableName, TargetTableName: TableName, GlobalTableName: TableName, ...arns }] as const,
    ),
  ];
  return calls.flatMap(([operation, ...of]) =>
    of.map((body, index) =>
      row(
        'dynamodb',
        operation,
        { headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` }, body: JSON.stringify(body) },
        index === 0 ? '' : ', in full',
      ),
    ),
  );
}

function lambdaRows(): readonly CallRow[] {
  const path = `/2015-03-31/functions/${names.lambda}/invocations`;
  const headers = { 'x-amz-invocation-type': 'DryRun' };
  return [
    row('lambda', 'Invoke', { method: 'POST', path, headers }),
    row('lambda', 'Invoke', { method: 'POST', path, headers, query: { Qualifier: '1' } }, ', of a version'),
    ...functionOperations.map(({ name, method, path: pattern }) =>
      row('lambda', name, { method, path: pattern.replace('{FunctionName}', names.lambda).replace(/\{\w+\}/g, 'x') }),
    ),
  ];
}

function jsonRows(
  service: string,
  prefix: string,
  operations: readonly string[],
  members: Readonly<Record<string, unknown>>,
): readonly CallRow[] {
  return operations.map((operation) =>
    row(service, operation, { headers: { 'x-amz-target': `${prefix}.${operation}` }, body: JSON.stringify(members) }),
  );
}

const words = (text: string) => text.trim().split(/\s+/);

const identityPoolCalls = words(`
  GetOpenIdTokenForDeveloperIdentity DescribeIdentity DeleteIdentities ListIdentities DescribeIdentityPool
  GetIdentityPoolRoles LookupDeveloperIdentity MergeDeveloperIdentities UnlinkDeveloperIdentity
  ListIdentityPools GetPrincipalTagAttributeMap ListTagsForResource`);

const identityPoolMembers = ({ poolId, identityId }: Ids) => ({
  IdentityPoolId: poolId,
  IdentityId: identityId,
  ResourceArn: `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${poolId}`,
  IdentityProviderName: names.developer,
  IdentityIdsToDelete: [identityId],
  MaxResults: 1,
  Logins: { [names.developer]: 'adele' },
  DeveloperProviderName: names.developer,
  DeveloperUserIdentifier: 'adele',
  SourceUserIdentifier: 'adele',
  DestinationUserIdentifier: 'bruno',
});

const userPoolCalls = words(`
  AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteUser AdminDisableUser AdminEnableUser AdminGetUser
  AdminInitiateAuth AdminListGroupsForUser AdminRemoveUserFromGroup AdminRespondToAuthChallenge AdminSetUserPassword
  AdminUpdateUserAttributes AdminUserGlobalSignOut DescribeUserPool DescribeUserPoolClient ListUsers
  AdminDeleteUserAttributes AdminForgetDevice AdminGetDevice AdminListDevices AdminUpdateDeviceStatus
  DescribeIdentityProvider DescribeResourceServer DescribeUserPoolDomain GetGroup GetIdentityProviderByIdentifier
  GetUserPoolMfaConfig ListGroups ListIdentityProviders ListResourceServers ListTagsForResource ListUserPoolClients
  ListUserPools ListUsersInGroup`);

const userPoolMembers = ({ userPoolId }: Ids) => ({
  UserPoolId: userPoolId,
  ResourceArn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${userPoolId}`,
  MaxResults: 1,
  UserAttributeNames: ['nickname'],
  DeviceKey: 'eu-west-1_0a',
  ProviderName: 'Google',
  IdpIdentifier: 'google',
  Identifier: 'api',
  Domain: 'moons',
  Username: 'adele',
  Password: 'Correct-Horse-7',
  GroupName: 'red',
  ClientId: 'client',
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME: 'adele', PASSWORD: 'Correct-Horse-7' },
  ChallengeName: 'NEW_PASSWORD_REQUIRED',
  ChallengeResponses: { USERNAME: 'adele' },
  Session: 'x'.repeat(20),
  UserAttributes: [{ Name: 'email', Value: 'adele@example.com' }],
});

function secretRows(): readonly CallRow[] {
  const target = (operation: string, body: object, how = '') =>
    row(
      'secretsmanager',
      operation,
      { headers: { 'x-amz-target': `secretsmanager.${operation}` }, body: JSON.stringify(body) },
      how,
    );
  const SecretId = names.secret;
  const version = { VersionId: '0'.repeat(32), VersionStage: 'AWSCURRENT' };
  return [
    target('DescribeSecret', { SecretId }),
    target('ListSecrets', {}),
    target('ListSecretVersionIds', { SecretId }),
    target('GetResourcePolicy', { SecretId }),
    target('GetSecretValue', { SecretId }),
    target('GetSecretValue', { SecretId, ...version }, ', in full'),
    target('PutSecretValue', { SecretId, SecretString: 'x', ClientRequestToken: '1'.repeat(32) }),
    target('GetSecretValue', { SecretId: 'missing' }, ', missing'),
  ];
}

function parameterRows(): readonly CallRow[] {
  const Name = names.parameter;
  const put = { Name, Value: '1', Type: 'String' };
  const Tags = [{ Key: 'Clan', Value: 'red' }];
  const calls: readonly (readonly [operation: string, body: object])[] = [
    ['GetParameter', { Name }],
    ['GetParameters', { Names: [Name, 'missing'] }],
    ['GetParametersByPath', { Path: '/tagged' }],
    ['DescribeParameters', {}],
    ['PutParameter', { ...put, Overwrite: true }],
    ['PutParameter', { ...put, Tags }],
    ['DeleteParameter', { Name: 'missing' }],
    ['DeleteParameter', { Name, x: 1 }],
  ];
  const call = (target: string, body: object) => ({ headers: { 'x-amz-target': target }, body: JSON.stringify(body) });
  return [
    ...calls.map(([operation, body]) => row('ssm', operation, call(`AmazonSSM.${operation}`, body))),
    row(
      'ecr',
      'DescribeRepositories',
      call('AmazonEC2ContainerRegistry_V20150921.DescribeRepositories', { repositoryNames: [names.repository] }),
    ),
  ];
}

function stsRows({ roleArn }: Ids): readonly CallRow[] {
  const calls: readonly (readonly [operation: string, parameters: Record<string, string>])[] = [
    ['AssumeRole', { RoleArn: roleArn, RoleSessionName: 'adele' }],
    ['AssumeRole', { RoleArn: roleArn, RoleSessionName: 'adele', ...assumeRoleInFull }],
    ['GetFederationToken', { Name: 'adele' }],
    ['GetFederationToken', { Name: 'adele', 'Tags.member.1.Key': 'Team', 'Tags.member.1.Value': 'red' }],
    ['GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['DecodeAuthorizationMessage', { EncodedMessage: 'x' }],
  ];
  return calls.map(([operation, parameters]) => row('sts', operation, form('2011-06-15', operation, parameters)));
}

const assumeRoleInFull = {
  DurationSeconds: '900',
  ExternalId: 'external',
  SourceIdentity: 'adele',
  'Tags.member.1.Key': 'Team',
  'Tags.member.1.Value': 'red',
  'TransitiveTagKeys.member.1': 'Team',
};

function cloudFormationRows({ stackName }: Ids): readonly CallRow[] {
  const of = (operation: string, parameters: Readonly<Record<string, string>> = {}) =>
    row('cloudformation', operation, form('2010-05-15', operation, parameters), ` ${JSON.stringify(parameters)}`);
  const missing = { StackName: 'missing' };
  const set = { ...missing, ChangeSetName: 'missing' };
  const TemplateBody = '{}';
  const RoleARN = 'arn:aws:iam::123456789012:role/missing';
  return [
    ...[{ StackName: stackName }, missing, {}].map((parameters) => of('DescribeStacks', parameters)),
    ...['DescribeStackEvents', 'DescribeStackResources', 'ListStackResources', 'GetTemplate', 'ListChangeSets'].flatMap(
      (operation) => [of(operation, { StackName: stackName }), of(operation, missing)],
    ),
    of('DescribeStackResource', { ...missing, LogicalResourceId: 'A' }),
    ...['ListStacks', 'ListExports'].map((operation) => of(operation)),
    of('ListImports', { ExportName: 'missing' }),
    of('ValidateTemplate', { TemplateBody }),
    ...[{ TemplateBody }, { StackName: stackName }, missing].map((what) => of('GetTemplateSummary', what)),
    // Whatever they would change is not there.
    ...['CreateStack', 'UpdateStack'].map((operation) => of(operation, { ...missing, TemplateBody, RoleARN })),
    of('CreateChangeSet', { ...set, TemplateBody, RoleARN }),
    ...['DescribeChangeSet', 'ExecuteChangeSet', 'DeleteChangeSet'].map((operation) => of(operation, set)),
    ...['DeleteStack', 'ContinueUpdateRollback', 'RollbackStack'].map((operation) => of(operation, missing)),
    of('UpdateTerminationProtection', { ...missing, EnableTerminationProtection: 'true' }),
  ];
}

/** A call of a service that takes forms. */
export function form(
  Version: string,
  Action: string,
  parameters: Readonly<Record<string, string | undefined>>,
): CallShape {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'game' },
    body: new URLSearchParams([['Action', Action], ['Version', Version], ...given]).toString(),
  };
}
