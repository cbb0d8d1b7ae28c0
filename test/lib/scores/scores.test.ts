import type { CfnResource } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { GameFederationInput } from '../../../lib/config/schema';
import { everything } from '../everything';
import { statementsOf, templatesWith } from '../synthesize';

jest.spyOn(console, 'error').mockImplementation(() => {});

const board = { order: 'highest', min: 0, max: 1000, secondsBetween: 30 } as const;
const boards = { weekly: { ...board, guests: true }, lap: board };
const withScores = (changes: Partial<GameFederationInput> = {}) =>
  templatesWith({ scores: { boards }, roles: {}, ...changes });
const accounts = { userPool: everything.userPool && { ...everything.userPool, roleMapping: undefined } };
const imported = (more: object = {}) => ({
  region: 'eu-west-1',
  userPool: { imported: { userPoolId: 'eu-west-1_a1B2c3D4e', clientIds: ['1example'], ...more } },
});

const { data, federation } = withScores(accounts);

/** What a role may call, as method and path. */
function callsOf(template: Template, role: string): string[] {
  return Object.values(statementsOf(template, role))
    .filter(({ Action }) => Action === 'execute-api:Invoke')
    .flatMap(({ Resource }) => [Resource].flat())
    .map((resource) => (resource as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].at(-1))
    .map((path) => String(path));
}

test('a stage without scores has none of it', () => {
  const without = templatesWith();
  for (const template of [without.data, without.federation]) {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/ApiGateway|execute-api|LOGIN#|TimeToLive|BackendPolicy/);
  }
});

test('apps and the game’s own servers read what they need from the outputs, and find nothing else there', () => {
  const added = Object.keys(federation.findOutputs('*')).filter((name) => /Scores|Backend|Api/.test(name));
  expect(added.sort()).toEqual(['BackendPolicyArn', 'ScoresUrl']);
});

test('requests are logged where that is said, and never whose they are', () => {
  const stageOf = (template: Template) =>
    Object.values(template.findResources('AWS::ApiGateway::Stage'))[0]?.Properties;
  expect(stageOf(federation).AccessLogSetting).toBeUndefined();
  const { federation: logging } = withScores({ ...accounts, scores: { boards, accessLogs: true } });
  const { DestinationArn, Format } = stageOf(logging).AccessLogSetting;
  const groups = Object.entries(logging.findResources('AWS::Logs::LogGroup'));
  const own = groups.filter(([logicalId]) => JSON.stringify(DestinationArn).includes(`"${logicalId}"`));
  expect(own).toEqual([
    [expect.any(String), expect.objectContaining({ Properties: { RetentionInDays: expect.any(Number) } })],
  ]);
  expect(Object.keys(JSON.parse(Format)).sort()).toEqual([
    'milliseconds',
    'refusal',
    'requestId',
    'route',
    'status',
    'time',
  ]);
  expect(Format).not.toMatch(/context\.(?:identity|authorizer|path|caller|user)\b/i);
  // The account's one role is whoever's it is: a stack that made it would take it from the others when it goes.
  for (const template of [federation, logging]) template.resourceCountIs('AWS::ApiGateway::Account', 0);
});

describe('who may call what', () => {
  const own = ['/v1/POST/boards/lap/scores', '/v1/POST/boards/smoke-test/scores', '/v1/POST/boards/weekly/scores'];

  test('a signed-in player submits to each board and deletes themselves', () => {
    expect(callsOf(federation, 'AuthenticatedRole')).toEqual([...own, '/v1/DELETE/me']);
  });

  test('so does one with a named role', () => {
    const { federation: named } = withScores({ ...everything, scores: { boards } });
    expect(callsOf(named, 'NamedRolesModeratorRole')).toEqual([...own, '/v1/DELETE/me']);
  });

  test('a guest submits where the board says so', () => {
    expect(callsOf(federation, 'GuestRole')).toEqual([
      '/v1/POST/boards/smoke-test/scores',
      '/v1/POST/boards/weekly/scores',
      '/v1/DELETE/me',
    ]);
  });

  test('a guest who submits nowhere deletes themselves where they own data, and calls nothing where they do not', () => {
    const guestsWith = (ownData: boolean) =>
      withScores({ guests: { enabled: true, ownData }, scores: { boards: { lap: board } } }).federation;
    expect(callsOf(guestsWith(true), 'GuestRole')).toEqual(['/v1/DELETE/me']);
    expect(callsOf(guestsWith(false), 'GuestRole')).toEqual([]);
  });

  test('a player without the pool calls nothing', () => {
    const issuers = (everything.oidc ?? []).map((issuer) => ({ ...issuer, roleMapping: undefined }));
    const { federation: direct } = withScores({ oidc: issuers });
    expect(statementsOf(direct, 'DirectRoles')).toHaveProperty('OwnFiles');
    expect(callsOf(direct, 'DirectRoles')).toEqual([]);
  });
});

describe('the authorizer', () => {
  const expressionOf = (template: Template) =>
    Object.values(template.findResources('AWS::ApiGateway::Authorizer')).map(
      ({ Properties }) => Properties.IdentityValidationExpression,
    );

  test("names the apps' clients and not the smoke test's", () => {
    const [expression] = expressionOf(federation);
    const clients = JSON.stringify(expression).match(/UserPoolClient[A-Za-z]+/g);
    expect(clients).toEqual(['UserPoolClientStarHarvestIosAD', 'UserPoolClientStarHarvestWebE']);
    expect(expression['Fn::Join'][1].at(0)).toBe('^(');
    expect(expression['Fn::Join'][1].at(-1)).toBe(')$');
  });

  test("names an imported pool's clients, and again not the smoke test's", () => {
    const clientIds = ['1ex+ample', '2example'];
    const { federation: template } = withScores(imported({ clientIds, smokeTestClientId: '2example' }));
    expect(expressionOf(template)).toEqual(['^(1ex\\+ample)$']);
  });

  test('is not there where nobody has an account, nor is its route', () => {
    const { federation: template } = withScores();
    expect(expressionOf(template)).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain('user-pool/boards');
  });

  test('that changes makes another deployment, which is what is served', () => {
    const deploymentOf = ({ federation: template }: ReturnType<typeof withScores>) =>
      Object.keys(template.findResources('AWS::ApiGateway::Deployment'));
    expect(deploymentOf(withScores(imported()))).toEqual(deploymentOf(withScores(imported())));
    expect(deploymentOf(withScores(imported({ clientIds: ['2example'] })))).not.toEqual(
      deploymentOf(withScores(imported())),
    );
  });
});

describe('what the functions may do', () => {
  const keysOf = (role: string) =>
    Object.fromEntries(
      Object.entries(statementsOf(federation, role)).flatMap(([sid, { Condition, Action }]) => {
        const conditions = (Condition ?? {}) as Record<string, Record<string, unknown>>;
        const keys = Object.entries(conditions).find(([operator]) => operator.startsWith('ForAllValues'))?.[1];
        return keys === undefined ? [] : [[sid, [Action, keys['dynamodb:LeadingKeys']]]];
      }),
    );
  const logins = { 'Fn::Join': ['', ['LOGIN#', { Ref: 'UserPoolDAD9161D' }, '#*']] };

  test('the one that takes scores reaches ledgers, exactly these boards, and the logins of this pool', () => {
    expect(keysOf('ScoresTakeScoresRole')).toEqual({
      Ledgers: [['dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], ['LEDGER#*']],
      BoardRows: [
        ['dynamodb:DeleteItem', 'dynamodb:PutItem'],
        ['BOARD#weekly', 'BOARD#lap', 'BOARD#smoke-test'],
      ],
      Logins: [['dynamodb:GetItem', 'dynamodb:PutItem'], [logins]],
    });
    expect(Object.keys(statementsOf(federation, 'ScoresTakeScoresRole')).sort()).toEqual([
      'BoardRows',
      'Ledgers',
      'Logins',
      'WriteLog',
    ]);
  });

  test('the one that deletes players writes nothing but their wish', () => {
    expect(keysOf('ScoresDeletePlayerRole')).toEqual({
      DeleteOwnRecords: [
        ['dynamodb:DeleteItem', 'dynamodb:Query'],
        ['PLAYER#*', 'LEDGER#*'],
      ],
      RememberWish: [['dynamodb:GetItem', 'dynamodb:PutItem'], ['LEDGER#*']],
      DeleteWhatLedgersLeadTo: ['dynamodb:DeleteItem', ['BOARD#*', logins]],
    });
    const { DeleteIdentity, DeleteAccount, ListPlayersVersions } = statementsOf(federation, 'ScoresDeletePlayerRole');
    expect(DeleteIdentity?.Condition).toEqual({
      StringEquals: { 'cognito-identity:IdentityPoolArn': expect.anything() },
    });
    expect(DeleteAccount?.Resource).toEqual({ 'Fn::GetAtt': ['UserPoolDAD9161D', 'Arn'] });
    expect(ListPlayersVersions?.Condition).toEqual({ StringLike: { 's3:prefix': ['private/*', 'protected/*'] } });
  });

  test('accounts of an imported pool stay', () => {
    const { federation: template } = withScores(imported());
    expect(statementsOf(template, 'ScoresDeletePlayerRole')).not.toHaveProperty('DeleteAccount');
    expect(JSON.stringify(template.toJSON())).not.toContain('DELETE_ACCOUNTS');
  });

  test("a game's own servers write boards and ledgers, and nothing that is the players' own", () => {
    const [policy] = Object.values(federation.findResources('AWS::IAM::ManagedPolicy'));
    expect(policy?.Properties).not.toHaveProperty('Roles');
    const [statement, ...others] = policy?.Properties.PolicyDocument.Statement ?? [];
    expect(others).toEqual([]);
    expect(statement.Condition['ForAllValues:StringLike']).toEqual({ 'dynamodb:LeadingKeys': ['BOARD#*', 'LEDGER#*'] });
    expect(statement.Action).not.toContain('dynamodb:Scan');
  });
});

test('the table forgets by an attribute that nobody takes by chance', () => {
  const [table] = Object.values(data.findResources('AWS::DynamoDB::GlobalTable'));
  expect(table?.Properties.TimeToLiveSpecification).toEqual({
    AttributeName: 'forgottenByTheBackendAt',
    Enabled: true,
  });
});

describe('pages', () => {
  const corsOf = (origins: string[]) => {
    const template = withScores({ cors: { origins } }).federation;
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
    const errors = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse'));
    return {
      questions: methods.filter(({ Properties }) => Properties.HttpMethod === 'OPTIONS').length,
      errors: errors.flatMap(({ Properties }) => Object.values(Properties.ResponseParameters)),
    };
  };

  test.each([
    ['none', [], { questions: 0, errors: [] }],
    ['one', ['https://play.example'], { questions: 2, errors: Array(2).fill("'https://play.example'") }],
    ['several', ['https://play.example', 'capacitor://localhost'], { questions: 2, errors: Array(2).fill("'*'") }],
  ])('of %s of the configuration’s origins are answered', (_, origins, expected) => {
    expect(corsOf(origins)).toEqual(expected);
  });
});

test('other code of what takes scores or deletes players runs the smoke test again', () => {
  const fingerprintOf = (functionId?: string, property = 'Code.S3Key') => {
    const template = templatesWith({ scores: { boards } }, ({ federation: stack }) => {
      const found = stack.node
        .findAll()
        .find(({ node }) => node.path.endsWith(`Scores/${functionId}/Function/Resource`));
      if (found !== undefined) (found as CfnResource).addPropertyOverride(property, 'another');
    }).federation;
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    return functions.flatMap(({ Properties }) => Properties.Environment?.Variables?.PERMISSIONS_FINGERPRINT ?? []);
  };
  const before = fingerprintOf();
  expect(before).toHaveLength(1);
  expect(fingerprintOf()).toEqual(before);
  for (const id of ['TakeScores', 'DeletePlayer']) {
    expect(fingerprintOf(id)).not.toEqual(before);
    expect(fingerprintOf(id, 'Description')).toEqual(before);
  }
});
