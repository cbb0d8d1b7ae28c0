import type { GameLogin } from '../../../local/account/game-logins';
import { testPlayersOf } from '../../../local/smoke-test/test-players';
import { type HandMade, handMadeStack } from '../hand-made-stack';

const identityPoolId = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const userPoolId = 'eu-west-1_AAAAAAAAA';
const keys = { roleMappingKey: 'the-login', principalTagKey: 'the-login' };
const openid = { kind: 'openid', issuer: 'https://players.example', identityPoolId, ...keys } as const;
const userPool = {
  ...openid,
  kind: 'user-pool',
  issuer: `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
} as const;
type Login = Pick<GameLogin, 'kind' | 'issuer' | 'identityPoolId' | 'roleMappingKey' | 'principalTagKey'>;
type Rule = readonly [
  claim: string,
  match: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual',
  value: string,
  role: string,
];

const mappedBy = (rules: readonly Rule[], IdentityPoolId = identityPoolId): HandMade => {
  const Rules = rules.map(([Claim, MatchType, Value, role]) => ({
    ...{ Claim, MatchType, Value },
    RoleARN: `arn:aws:iam::123456789012:role/${role}`,
  }));
  const mapping = { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } };
  const RoleMappings = { 'the-login': mapping };
  return ['AWS::Cognito::IdentityPoolRoleAttachment', 'attachment', { IdentityPoolId, RoleMappings }];
};
const taggedBy = (claim: string, IdentityPoolId = identityPoolId): HandMade => [
  'AWS::Cognito::IdentityPoolPrincipalTag',
  `tags of ${IdentityPoolId}`,
  { IdentityPoolId, IdentityProviderName: 'the-login', PrincipalTags: { clan: claim } },
];
const group = (name: string, more: object = {}): HandMade => [
  'AWS::Cognito::UserPoolGroup',
  name,
  { UserPoolId: userPoolId, ...more },
];
const pool = (...Schema: object[]): HandMade => ['AWS::Cognito::UserPool', userPoolId, { Schema }];

/** What the players' providers say of them, the last player being the one to whom no rule gives a role. */
const claimsOf = (login: Login, ...resources: HandMade[]) =>
  testPlayersOf(login, [handMadeStack(resources)]).map(({ claims }) => claims);

describe('the players of a mapping by rules', () => {
  test('has one player for each role, and one to whom none is given', () => {
    const rules: Rule[] = [
      ['plan', 'Equals', 'gold', 'Gold'],
      ['plan', 'Equals', 'platinum', 'Gold'],
      ['groups', 'Contains', 'mod', 'Moderator'],
      ['age', 'NotEqual', 'child', 'Adult'],
    ];
    expect(claimsOf(openid, mappedBy(rules), taggedBy('clan'))).toEqual([
      { clan: 'red', plan: 'gold' },
      { clan: 'red', groups: 'mod' },
      { clan: 'red', age: 'not child' },
      { clan: 'red' },
    ]);
  });

  test('gets a role by a later rule where an earlier one takes the first rule’s players', () => {
    const rules: Rule[] = [
      ['groups', 'Contains', 'mod', 'Moderator'],
      ['groups', 'Equals', 'moderators', 'Chief'],
      ['groups', 'Equals', 'chiefs', 'Chief'],
    ];
    expect(claimsOf(openid, mappedBy(rules))).toEqual([{ groups: 'mod' }, { groups: 'chiefs' }, {}]);
  });

  test('has nobody for a role that earlier rules keep from everybody', () => {
    const rules: Rule[] = [
      ['plan', 'StartsWith', 'g', 'Player'],
      ['plan', 'Equals', 'gold', 'Gold'],
    ];
    expect(claimsOf(openid, mappedBy(rules))).toEqual([{ plan: 'g' }, {}]);
  });

  test('is given what the page would read otherwise as a list of one', () => {
    const rules: Rule[] = [
      ['plan', 'Equals', '[gold', 'Gold'],
      ['plan', 'Equals', ' silver', 'Silver'],
    ];
    expect(claimsOf(openid, mappedBy(rules))).toEqual([{ plan: ['[gold'] }, { plan: [' silver'] }, {}]);
  });

  test('is not given what the provider says by itself, nor anything where the token says nothing', () => {
    const rules = mappedBy([['email', 'Contains', '@studio.example', 'Staff']]);
    expect(claimsOf(openid, rules, taggedBy('sub'))).toEqual([{}]);
    expect(claimsOf({ ...openid, kind: 'access-token' }, rules, taggedBy('clan'))).toEqual([{}]);
    expect(claimsOf({ ...openid, kind: 'saml' }, rules)).toEqual([{ email: '@studio.example' }, {}]);
  });

  test('is that of its own pool, whatever another pool makes of the same login', () => {
    const other = `${identityPoolId.slice(0, -1)}6`;
    const elsewhere = [mappedBy([['plan', 'Equals', 'gold', 'Gold']], other), taggedBy('clan', other)];
    expect(claimsOf(openid, ...elsewhere)).toEqual([{}]);
    expect(claimsOf({ ...openid, identityPoolId: other }, ...elsewhere)).toEqual([
      { clan: 'red', plan: 'gold' },
      { clan: 'red' },
    ]);
  });
});

describe('the players of a user pool', () => {
  const byGroup = mappedBy([
    ['cognito:groups', 'Contains', 'mod', 'Moderator'],
    ['cognito:groups', 'NotEqual', 'banned', 'Player'],
  ]);

  test('is in groups that the pool has', () => {
    const groups = [group('players'), group('moderators')];
    expect(claimsOf(userPool, byGroup, pool(), ...groups)).toEqual([
      { 'cognito:groups': ['moderators'] },
      { 'cognito:groups': ['players'] },
      {},
    ]);
  });

  test('is in none where it has none, for nobody can be', () => {
    expect(claimsOf(userPool, byGroup, pool())).toEqual([{}]);
  });

  test('is given a custom attribute that the pool has, as far as a text fits', () => {
    const rules = mappedBy([
      ['custom:plan', 'Equals', 'gold', 'Gold'],
      ['custom:level', 'Equals', '9', 'Veteran'],
      ['custom:rank', 'Equals', 'general', 'General'],
      ['custom:nothing', 'Equals', 'x', 'Nobody'],
    ]);
    const attributes = pool(
      { Name: 'plan', AttributeDataType: 'String' },
      { Name: 'level', AttributeDataType: 'Number' },
      { Name: 'rank', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: '3' } },
    );
    expect(claimsOf(userPool, rules, attributes, taggedBy('custom:clan'))).toEqual([{ 'custom:plan': 'gold' }, {}]);
  });

  test('has one player for each group with a role where tokens name it', () => {
    const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
    const attachment = { IdentityPoolId: identityPoolId, RoleMappings: { 'the-login': mapping } };
    const byToken: HandMade = ['AWS::Cognito::IdentityPoolRoleAttachment', 'attachment', attachment];
    const groups = [group('players'), group('moderators', { RoleArn: 'arn:aws:iam::123456789012:role/Moderator' })];
    expect(claimsOf(userPool, byToken, pool(), ...groups)).toEqual([{ 'cognito:groups': ['moderators'] }, {}]);
  });
});
