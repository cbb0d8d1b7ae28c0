import type { VerifiedLogin } from '../../../../local/identities/login-verifier';
import { chooseRole, type RoleChoice } from '../../../../local/services/cognito-identity/role-choice';
import {
  type MappingRule,
  type RoleMapping,
  ruleMatches,
} from '../../../../local/services/cognito-identity/role-mapping';

const rule = (claim: string, matchType: MappingRule['matchType'], value: string, roleArn = 'moderator') => ({
  claim,
  matchType,
  value,
  roleArn,
});

describe('a rule', () => {
  const cases: [MappingRule['matchType'], string, unknown, boolean][] = [
    ['Equals', 'qa', 'qa', true],
    ['Equals', 'qa', 'QA', false],
    ['Equals', 'qa', 'qa2', false],
    ['Equals', 'qa', undefined, false],
    ['Equals', 'qa', ['qa'], true],
    ['Equals', 'qa', ['qa', 'dev'], false],
    ['Equals', 'true', true, true],
    ['Equals', '7', 7, true],
    ['Equals', 'undefined', undefined, false],
    ['Equals', '[object Object]', { a: 1 }, false],
    ['Contains', 'mod', 'super-moderator', true],
    ['Contains', 'mod', 'player', false],
    ['Contains', 'mod', undefined, false],
    ['Contains', 'mod', ['player', 'moderator'], true],
    ['Contains', 'mod', [], false],
    ['StartsWith', 'mod', 'moderator', true],
    ['StartsWith', 'mod', 'super-moderator', false],
    ['StartsWith', 'mod', undefined, false],
    ['StartsWith', 'mod', ['moderator', 'player'], false],
    ['NotEqual', 'banned', 'player', true],
    ['NotEqual', 'banned', 'banned', false],
    // Documented: without the claim the rule is not evaluated.
    ['NotEqual', 'banned', undefined, false],
    ['NotEqual', 'banned', null, false],
    ['NotEqual', 'banned', ['player', 'banned'], false],
    ['NotEqual', 'banned', ['player', 'tester'], true],
  ];
  test.each(cases)('%s %j of the claim %j matches: %j', (matchType, value, claim, matches) => {
    expect(ruleMatches(rule('role', matchType, value), claim === undefined ? {} : { role: claim })).toBe(matches);
  });

  test('never takes what every object has for a claim', () => {
    expect(ruleMatches(rule('constructor', 'NotEqual', 'x'), {})).toBe(false);
    expect(ruleMatches(rule('constructor', 'NotEqual', 'x'), { constructor: 'y' })).toBe(true);
  });
});

const login = (claims: object, more: Partial<VerifiedLogin> = {}): VerifiedLogin => ({
  provider: 'login.example',
  subject: 'ana',
  claims: claims as VerifiedLogin['claims'],
  ...more,
});
const byToken = (ambiguous: RoleMapping['ambiguous']): RoleMapping => ({ ambiguous });
const byRules = (ambiguous: RoleMapping['ambiguous'], ...rules: MappingRule[]): RoleMapping => ({ ambiguous, rules });
const is = (arn: string): RoleChoice => ({ kind: 'role', arn });
const byDefault: RoleChoice = { kind: 'default' };
const denied: RoleChoice = { kind: 'ambiguous', mappingKey: 'login.example' };
const notOffered: RoleChoice = { kind: 'not-offered' };

interface Case {
  readonly mapping?: RoleMapping;
  readonly login: VerifiedLogin;
  readonly asksFor?: string;
  readonly gets: RoleChoice;
}

const staff = rule('team', 'Equals', 'staff', 'admin');
const moderators = rule('role', 'Contains', 'mod', 'moderator');

describe('the role of a player', () => {
  const cases: Record<string, Case> = {
    'without mapping is the pool’s': { login: login({}), gets: byDefault },
    'without mapping is the pool’s, whatever their token lists': {
      login: login({ 'cognito:roles': ['a'], 'cognito:preferred_role': 'a' }),
      gets: byDefault,
    },
    'without mapping is none that they ask for': {
      login: login({ 'cognito:roles': ['a'] }),
      asksFor: 'a',
      gets: notOffered,
    },
    'by token is the preferred one': {
      mapping: byToken('Deny'),
      login: login({ 'cognito:roles': ['a', 'b'], 'cognito:preferred_role': 'b' }),
      gets: is('b'),
    },
    'by token is the one they ask for of their list': {
      mapping: byToken('Deny'),
      login: login({ 'cognito:roles': ['a', 'b'], 'cognito:preferred_role': 'b' }),
      asksFor: 'a',
      gets: is('a'),
    },
    'by token is the one they ask for of a list in one text': {
      mapping: byToken('Deny'),
      login: login({ 'cognito:roles': 'a, b' }),
      asksFor: 'b',
      gets: is('b'),
    },
    'by token is none outside their list': {
      mapping: byToken('AuthenticatedRole'),
      login: login({ 'cognito:roles': ['a'] }),
      asksFor: 'b',
      gets: notOffered,
    },
    'by token is nothing where several are listed and none preferred': {
      mapping: byToken('Deny'),
      login: login({ 'cognito:roles': ['a', 'b'] }),
      gets: denied,
    },
    'by token is the pool’s where that is how ambiguity is resolved': {
      mapping: byToken('AuthenticatedRole'),
      login: login({ 'cognito:roles': ['a', 'b'] }),
      gets: byDefault,
    },
    'by token is nothing without any role': { mapping: byToken('Deny'), login: login({}), gets: denied },
    'by rules is that of the first that matches': {
      mapping: byRules('Deny', staff, moderators),
      login: login({ team: 'staff', role: 'moderator' }),
      gets: is('admin'),
    },
    'by rules is that of a later one where the first does not match': {
      mapping: byRules('Deny', staff, moderators),
      login: login({ team: 'players', role: 'moderator' }),
      gets: is('moderator'),
    },
    'by rules is the one they ask for of those that match': {
      mapping: byRules('Deny', staff, moderators),
      login: login({ team: 'staff', role: 'moderator' }),
      asksFor: 'moderator',
      gets: is('moderator'),
    },
    'by rules is none of a rule that does not match': {
      mapping: byRules('AuthenticatedRole', staff, moderators),
      login: login({ role: 'moderator' }),
      asksFor: 'admin',
      gets: notOffered,
    },
    'by rules is none of their token’s list': {
      mapping: byRules('AuthenticatedRole', staff),
      login: login({ 'cognito:roles': ['a'] }),
      asksFor: 'a',
      gets: notOffered,
    },
    'by rules is nothing where none matches': { mapping: byRules('Deny', staff), login: login({}), gets: denied },
    'by rules is the pool’s where none matches and that is how it is resolved': {
      mapping: byRules('AuthenticatedRole', staff),
      login: login({}),
      gets: byDefault,
    },
    'by assertion is the one that it offers': { login: login({}, { offeredRoles: ['a'] }), gets: is('a') },
    'by assertion is nothing of several': { login: login({}, { offeredRoles: ['a', 'b'] }), gets: denied },
    'by assertion is the one they ask for of several': {
      login: login({}, { offeredRoles: ['a', 'b'] }),
      asksFor: 'b',
      gets: is('b'),
    },
    'by assertion is no other': { login: login({}, { offeredRoles: ['a'] }), asksFor: 'b', gets: notOffered },
    'by a mapping is looked up under the login’s own key': {
      mapping: byRules('AuthenticatedRole', staff),
      login: login({ team: 'staff' }, { roleMappingKey: 'login.example:another-app' }),
      gets: byDefault,
    },
  };
  test.each(Object.entries(cases))('%s', (_what, { mapping, login: one, asksFor, gets }) => {
    const mappings = new Map(mapping === undefined ? [] : [['login.example', mapping]]);
    expect(chooseRole({ logins: [one], mappings, customRoleArn: asksFor })).toEqual(gets);
  });
});

describe('the role of a player with several logins', () => {
  const mappings = new Map([
    ['login.example', byRules('AuthenticatedRole', staff)],
    ['second.example', byRules('Deny', moderators)],
  ]);
  const second = (claims: object) => login(claims, { provider: 'second.example' });
  const choose = (...logins: VerifiedLogin[]) => chooseRole({ logins, mappings });

  test('is the one that they come to together', () => {
    expect(choose(login({}), second({ role: 'moderator' }))).toEqual(is('moderator'));
  });

  test('is nothing where they differ, or one is denied', () => {
    const both = choose(login({ team: 'staff' }), second({ role: 'moderator' }));
    expect(both).toEqual({ kind: 'ambiguous', mappingKey: 'second.example' });
    expect(choose(login({ team: 'staff' }), second({}))).toEqual({ kind: 'ambiguous', mappingKey: 'second.example' });
    expect(choose(login({ team: 'staff' }))).toEqual(is('admin'));
  });
});
