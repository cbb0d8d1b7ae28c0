import { Match } from 'aws-cdk-lib/assertions';
import { type Zone, zones } from '../../../../lib/roles/zones';
import { statementsOf, templatesWith } from '../../synthesize';

const { federation } = templatesWith();

test('the function runs Node 24 on arm64, with time and memory for the whole test', () => {
  federation.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Timeout: 300,
    MemorySize: 512,
    Environment: {
      Variables: {
        STACK_ID: { Ref: 'AWS::StackId' },
        IDENTITY_POOL_ID: Match.anyValue(),
        AUTHENTICATED_ROLE_ARN: Match.anyValue(),
        GUEST_ROLE_ARN: Match.anyValue(),
        BUCKET_NAME: Match.anyValue(),
        TABLE_NAME: Match.anyValue(),
        PLAYERS_SECRET_ARN: { Ref: Match.stringLikeRegexp('^SmokeTestPlayersSecret') },
        PERMISSIONS_FINGERPRINT: Match.stringLikeRegexp('^[0-9a-f]{32}$'),
      },
    },
  });
});

test('its log is kept as long as the configuration says', () => {
  templatesWith({ smokeTest: { logRetentionDays: 90 } }).federation.hasResourceProperties('AWS::Logs::LogGroup', {
    RetentionInDays: 90,
  });
});

describe('its role', () => {
  const statements = statementsOf(federation, 'SmokeTestRole');
  const actions = Object.fromEntries(Object.entries(statements).map(([sid, { Action }]) => [sid, Action]));

  test('may write its log, read its stack’s status, keep its players, and write data of a player who does not exist', () => {
    expect(actions).toEqual({
      WriteLog: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ReadOwnStatus: 'cloudformation:DescribeStacks',
      KeepPlayers: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      ProbeFiles: ['s3:DeleteObject', 's3:PutObject'],
      ProbeRecords: ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
      SignInDeveloperUser: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
    });
  });

  test('may ask CloudFormation about no stack but its own', () => {
    expect(statements.ReadOwnStatus?.Resource).toEqual({ Ref: 'AWS::StackId' });
  });

  test("reaches no player's data", () => {
    // This stage knows no clan, nobody who comes without the pool, and no scores.
    const own = Object.values<Zone>(zones).flatMap(({ ownedBy, onlyWith, ...zone }) =>
      onlyWith === undefined && (ownedBy === 'player' || ownedBy === 'game')
        ? [{ ...zone, owner: ownedBy === 'game' ? 'smoke-test' : 'smoke-test-stranger' }]
        : [],
    );
    const paths = [statements.ProbeFiles?.Resource].flat().map((resource) => JSON.stringify(resource));
    expect(paths).toEqual(
      own.flatMap(({ prefix, owner }) => (prefix ? [expect.stringContaining(`"/${prefix}${owner}/*"`)] : [])),
    );
    expect(statements.ProbeRecords?.Condition).toEqual({
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': own.flatMap(({ leadingKey, owner }) => (leadingKey ? [`${leadingKey}${owner}`] : [])),
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
    expect(paths.join()).toMatch(
      /private\/smoke-test-stranger\/\*.*protected\/smoke-test-stranger\/\*.*public\/smoke-test\/\*/,
    );
  });

  test('may vouch for a player only where the configuration says so, and only in this pool', () => {
    expect(JSON.stringify(statements.SignInDeveloperUser?.Resource)).toMatch(/identitypool\/.*"Ref":"IdentityPool/);
    const without = templatesWith({ smokeTest: { developerUser: false } }).federation;
    expect(statementsOf(without, 'SmokeTestRole')).not.toHaveProperty('SignInDeveloperUser');
  });

  test("has none of AWS's own policies", () => {
    const roles = Object.entries(federation.findResources('AWS::IAM::Role')).filter(([id]) =>
      id.startsWith('SmokeTestRole'),
    );
    expect(roles).toHaveLength(1);
    expect(roles[0]?.[1].Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

test('it runs after every role, grant and attachment stands, and longer than the function may', () => {
  const [trigger] = Object.values(federation.findResources('Custom::Trigger'));
  for (const type of ['AWS::IAM::Policy', 'AWS::Cognito::IdentityPoolRoleAttachment']) {
    const ids = Object.keys(federation.findResources(type)).filter((id) => !id.startsWith('SmokeTest'));
    expect(ids.length).toBeGreaterThan(0);
    expect(trigger?.DependsOn).toEqual(expect.arrayContaining(ids));
  }
  expect(trigger?.Properties).toMatchObject({
    InvocationType: 'RequestResponse',
    HandlerArn: { Ref: expect.stringMatching(/^SmokeTestFunctionCurrentVersion/) },
  });
  expect(Number(trigger?.Properties.Timeout)).toBeGreaterThan(300_000);
});

test('the secret begins empty', () => {
  federation.hasResourceProperties('AWS::SecretsManager::Secret', { SecretString: '{}' });
});
