import { Match } from 'aws-cdk-lib/assertions';
import { statementsOf, templatesWith } from '../synthesize';

const poolId = { Ref: Match.stringLikeRegexp('^IdentityPool') };

function trustIn(amr: string) {
  return {
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
        },
      },
    ],
  };
}

describe('where guests may enter', () => {
  const { federation } = templatesWith({ guests: { enabled: true } });

  test('the role of signed-in players is closed to guests, the role of guests to nobody but guests of this pool', () => {
    federation.hasResourceProperties('AWS::IAM::Role', {
      Description: Match.stringLikeRegexp('^Signed-in players'),
      AssumeRolePolicyDocument: trustIn('authenticated'),
    });
    federation.hasResourceProperties('AWS::IAM::Role', {
      Description: Match.stringLikeRegexp('^Guests'),
      AssumeRolePolicyDocument: trustIn('unauthenticated'),
    });
  });

  test('the pool gives each its own role', () => {
    federation.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
      IdentityPoolId: poolId,
      Roles: {
        authenticated: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AuthenticatedRole'), 'Arn'] },
        unauthenticated: { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuestRole'), 'Arn'] },
      },
      RoleMappings: Match.absent(),
    });
  });
});

describe('where guests may not enter', () => {
  const { federation } = templatesWith({ guests: { enabled: false } });

  test('there is no guest role, and the pool attaches none', () => {
    expect(JSON.stringify(federation.toJSON())).not.toContain('unauthenticated');
    federation.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
      Roles: { authenticated: Match.anyValue(), unauthenticated: Match.absent() },
    });
    expect(Object.keys(federation.findOutputs('*'))).not.toContain('GuestRoleArn');
  });

  test('the role of signed-in players is there all the same', () => {
    federation.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: trustIn('authenticated') });
  });
});

test.each([
  ['an hour where the basic flow is off', { enabled: false, sessionSeconds: 7200 }, 3600],
  ['an hour, the least that IAM knows, where sessions are shorter', { enabled: true, sessionSeconds: 900 }, 3600],
  ['what the basic flow may ask for', { enabled: true, sessionSeconds: 43_200 }, 43_200],
])('a session lasts at most %s', (_, basicFlow, MaxSessionDuration) => {
  const { federation } = templatesWith({ basicFlow });
  for (const Description of ['^Signed-in players', '^Guests']) {
    federation.hasResourceProperties('AWS::IAM::Role', {
      Description: Match.stringLikeRegexp(Description),
      MaxSessionDuration,
    });
  }
});

describe('the outputs', () => {
  const { data, federation } = templatesWith();

  test('are these, under these names, each described', () => {
    const outputs = [data, federation].map((template) =>
      Object.entries(template.findOutputs('*')).filter(([, { Export }]) => !Export),
    );
    expect(outputs.map((named) => named.map(([name]) => name).sort())).toEqual([
      ['BucketName', 'TableName'],
      [
        'AuthenticatedRoleArn',
        'GuestRoleArn',
        'IdentityPoolId',
        'OidcProviderArnStarHarvest',
        'PlayersSecretArn',
        'Region',
        'SmokeTestFunctionName',
      ],
    ]);
    for (const [, { Description }] of outputs.flat()) expect(Description).toMatch(/\w+ \w+/);
  });
});

test('players have permissions from nowhere but their one policy', () => {
  const { federation } = templatesWith();
  for (const role of ['AuthenticatedRole', 'GuestRole']) {
    expect(Object.keys(statementsOf(federation, role))).toContain('OwnFiles');
    const [resource] = Object.entries(federation.findResources('AWS::IAM::Role'))
      .filter(([id]) => id.startsWith(role))
      .map(([, { Properties }]) => Properties);
    expect(resource).not.toHaveProperty('ManagedPolicyArns');
    expect(resource).not.toHaveProperty('Policies');
  }
});
