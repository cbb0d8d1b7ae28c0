import { guestCeiling } from '../../../lib/guardrails/guest-ceiling';
import type { TemplateResource } from '../../../lib/guardrails/template';
import { findings } from './findings';

describe('a grant to guests', () => {
  const role = (amr: string): TemplateResource => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } } },
        ],
      },
    },
  });
  const policy = (Action: unknown, Effect = 'Allow'): TemplateResource => ({
    Type: 'AWS::IAM::Policy',
    Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: { Effect, Action, Resource: '*' } } },
  });

  test.each(['s3:GetObject', 'dynamodb:Query', 'S3:getobject', 's3:Get*', 'kms:Decrypt', 'geo:GetMapTile'])(
    'of %s holds',
    (action) => {
      expect(findings(guestCeiling, { Role: role('unauthenticated'), Policy: policy(action) })).toEqual([]);
    },
  );

  test.each(['iam:GetRole', 'sts:AssumeRole', 'ec2:RunInstances', 'ssm:GetParameter', 'kms:*', '*'])(
    'of %s is warned about',
    (action) => {
      expect(findings(guestCeiling, { Role: role('unauthenticated'), Policy: policy([action]) })).toEqual([
        { logicalId: 'Policy', severity: 'warning', problem: expect.stringContaining(action) },
      ]);
    },
  );

  test('is seen in a policy inside the role too', () => {
    const inside = role('unauthenticated');
    const Policies = [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter' }] } }];
    expect(
      findings(guestCeiling, { Role: { ...inside, Properties: { ...inside.Properties, Policies } } }),
    ).toHaveLength(1);
  });

  test('is not warned about for signed-in players, nor where it is denied', () => {
    expect(findings(guestCeiling, { Role: role('authenticated'), Policy: policy('ssm:GetParameter') })).toEqual([]);
    expect(
      findings(guestCeiling, { Role: role('unauthenticated'), Policy: policy('ssm:GetParameter', 'Deny') }),
    ).toEqual([]);
  });
});
