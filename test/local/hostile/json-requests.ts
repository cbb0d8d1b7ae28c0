import fc from 'fast-check';
import type { FiredAt } from './fired-at';
import { names } from './game-assembly';
import { brokenJson, hostileJson, hostileText, prototypeName } from './hostile-values';

/** A service's operations, and members that requests to it have: hostile values come in the place of good ones. */
interface JsonService {
  readonly service: string;
  /** Of `X-Amz-Target`. */
  readonly prefix: string;
  readonly operations: readonly string[];
  readonly members: (target: FiredAt) => Readonly<Record<string, unknown>>;
}

const key = { pk: { S: 'a' }, sk: { S: 'b' } };

/** The services that speak the AWS JSON protocols. */
export const jsonServices: readonly JsonService[] = [
  {
    service: 'cognito-identity',
    prefix: 'AWSCognitoIdentityService',
    operations: (
      'GetId GetCredentialsForIdentity GetOpenIdToken GetOpenIdTokenForDeveloperIdentity DescribeIdentity ListIdentities ' +
      'DeleteIdentities DescribeIdentityPool GetIdentityPoolRoles UnlinkIdentity LookupDeveloperIdentity ' +
      'MergeDeveloperIdentities UnlinkDeveloperIdentity ListIdentityPools GetPrincipalTagAttributeMap ListTagsForResource'
    ).split(' '),
    members: ({ poolId, identityId }) => ({
      IdentityPoolId: poolId,
      IdentityId: identityId,
      Logins: { 'login.game': 'adele' },
      MaxResults: 2,
      IdentityIdsToDelete: ['eu-west-1:00000000-0000-0000-0000-000000000000'],
      LoginsToRemove: ['login.game'],
      DeveloperProviderName: 'login.game',
      DeveloperUserIdentifier: 'adele',
      SourceUserIdentifier: 'adele',
      DestinationUserIdentifier: 'bruno',
      CustomRoleArn: `arn:aws:iam::123456789012:role/${names.role}`,
      TokenDuration: 60,
      PrincipalTags: { a: 'b' },
      NextToken: 'x',
      IdentityProviderName: 'login.game',
      ResourceArn: `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${poolId}`,
    }),
  },
  {
    service: 'dynamodb',
    prefix: 'DynamoDB_20120810',
    operations: (
      'GetItem PutItem UpdateItem DeleteItem Query Scan BatchGetItem BatchWriteItem DescribeTable DescribeTimeToLive ListTables ' +
      'ListTagsOfResource DescribeContinuousBackups DescribeLimits DescribeEndpoints TransactGetItems TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction CreateTable'
    ).split(' '),
    members: () => ({
      TableName: names.table,
      Key: key,
      Item: key,
      RequestItems: { [names.table]: { Keys: [key] } },
      TransactItems: [{ Get: { TableName: names.table, Key: key } }],
      Statement: `SELECT * FROM "${names.table}" WHERE pk = 'a'`,
      Statements: [{ Statement: `SELECT * FROM "${names.table}" WHERE pk = 'a'` }],
      TransactStatements: [{ Statement: `SELECT * FROM "${names.table}" WHERE pk = 'a' AND sk = 'b'` }],
      KeyConditionExpression: 'pk = :a',
      UpdateExpression: 'SET #n = :a',
      ConditionExpression: 'attribute_not_exists(#n)',
      ProjectionExpression: 'pk, #n',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':a': { S: 'a' } },
      ExclusiveStartKey: key,
      Limit: 1,
      ReturnValues: 'ALL_OLD',
      ResourceArn: `arn:aws:dynamodb:eu-west-1:123456789012:table/${names.table}`,
    }),
  },
  {
    service: 'secretsmanager',
    prefix: 'secretsmanager',
    operations: 'GetSecretValue PutSecretValue DescribeSecret ListSecrets ListSecretVersionIds GetResourcePolicy'.split(
      ' ',
    ),
    members: () => ({
      SecretId: names.secret,
      SecretString: 'x',
      SecretBinary: 'eA==',
      VersionId: '0'.repeat(32),
      VersionStage: 'AWSCURRENT',
      VersionStages: ['AWSCURRENT'],
      ClientRequestToken: '0'.repeat(32),
      Filters: [{ Key: 'name', Values: ['!x'] }],
      SortBy: 'name',
      MaxResults: 1,
      NextToken: 'x',
    }),
  },
];

/** A request in which some members are good, one or two are not, and one may be there twice; or no JSON object at all. */
export function jsonRequest(
  { operations, members }: JsonService,
  target: FiredAt,
): fc.Arbitrary<{ readonly operation: string; readonly body: string }> {
  const good = Object.entries(members(target));
  const goodName = fc.constantFrom(...good.map(([name]) => name));
  const hostileName = fc.oneof({ weight: 10, arbitrary: goodName }, hostileText);
  const hostileMembers = fc.array(fc.tuple(hostileName, hostileJson), { minLength: 1, maxLength: 2 });
  const object = fc.tuple(fc.subarray(good), hostileMembers).map(([kept, hostile]) => {
    const bad = new Set(hostile.map(([name]) => name));
    const goodMembers = kept.filter(([name]) => !bad.has(name)).map(([name, value]) => [name, JSON.stringify(value)]);
    return `{${[...goodMembers, ...hostile].map(([name = '', json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
  });
  return fc.record({
    operation: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...operations) }, prototypeName),
    body: fc.oneof({ weight: 12, arbitrary: object }, hostileJson, brokenJson),
  });
}
