import { mappedRoles } from '../../../lib/guardrails/mapped-roles';
import type { TemplateResource } from '../../../lib/guardrails/template';
import { findings } from './findings';

const role = (amr: string, Action: unknown = 'sts:AssumeRoleWithWebIdentity'): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action,
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } },
        },
      ],
    },
  },
});
const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const attachment = (Roles: object, rule?: unknown): TemplateResource => ({
  Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
  Properties: {
    Roles,
    ...(rule !== undefined && { RoleMappings: { Studio: { RulesConfiguration: { Rules: [{ RoleARN: rule }] } } } }),
  },
});
const group = (RoleArn: unknown): TemplateResource => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { RoleArn },
});
const tags: TemplateResource = { Type: 'AWS::Cognito::IdentityPoolPrincipalTag' };
const tagging = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];

const players = role('authenticated');
const guests = role('unauthenticated');
const roles = { authenticated: arn('Players'), unauthenticated: arn('Guests') };

function problems(resources: Record<string, TemplateResource>): string[] {
  return findings(mappedRoles, { Players: players, Guests: guests, ...resources }).map(({ problem }) => problem);
}

test('roles that trust whom they are given to pass', () => {
  expect(problems({ Attachment: attachment(roles, arn('Players')), Group: group(arn('Players')) })).toEqual([]);
  expect(problems({ Group: group(undefined) })).toEqual([]);
});

test.each<[string, Record<string, TemplateResource>, string]>([
  [
    'swapped by default',
    { Attachment: attachment({ authenticated: arn('Guests') }) },
    'Properties.Roles.authenticated',
  ],
  ['for guests, given by a rule', { Attachment: attachment(roles, arn('Guests')) }, 'RoleMappings.Studio'],
  ['for guests, given by a group', { Group: group(arn('Guests')) }, 'Properties.RoleArn'],
])('a role %s fails', (_, resources, place) => {
  expect(problems(resources)).toEqual([expect.stringContaining(place)]);
});

test.each<[string, unknown]>([
  ['of a name', 'arn:aws:iam::123456789012:role/elsewhere'],
  ['of another stack', { 'Fn::ImportValue': 'elsewhere' }],
  ['of no role', arn('Attachment')],
])('a role %s fails: nobody can tell whom it trusts', (_, elsewhere) => {
  expect(problems({ Attachment: attachment({ authenticated: elsewhere }) })).toEqual([
    expect.stringContaining('is no role of this template'),
  ]);
});

describe('where the pool puts tags into its tokens', () => {
  const tagged = role('authenticated', tagging);

  test('roles of signed-in players that take them pass, and guests need not', () => {
    expect(problems({ Players: tagged, Attachment: attachment(roles), tags })).toEqual([]);
  });

  test('a role of signed-in players that does not take them fails', () => {
    expect(problems({ Attachment: attachment(roles), tags })).toEqual([
      expect.stringContaining('lacks sts:TagSession'),
    ]);
  });
});
