import type { RoleMappingFacts } from '../../../lambda/smoke-test/facts';
import { expectedRoles } from '../../../lambda/smoke-test/flows/expected-role';
import { environment, facts } from './fake-cloud';

const deployed = { ...environment, mappedRoleArns: { moderator: 'arn:moderator', keeper: 'arn:keeper' } };
const rule = (match: 'equals' | 'contains' | 'startsWith' | 'notEqual', value: string, role = 'moderator') => ({
  ...{ claim: 'groups', match, value, role },
});

const rolesOf = (claims: Record<string, unknown> | undefined, mapping?: Omit<RoleMappingFacts, 'provider'>) =>
  expectedRoles(
    { kind: 'signed-in', provider: 'example', claims },
    { ...facts, ...(mapping && { roleMappings: [{ provider: 'example', ...mapping }] }) },
    deployed,
  ).map(({ name }) => name);

test.each<[string, Record<string, unknown> | undefined, Omit<RoleMappingFacts, 'provider'> | undefined, string[]]>([
  ['without a mapping', { groups: ['a'] }, undefined, ['authenticated']],
  ['equals', { groups: 'a' }, { rules: [rule('equals', 'a')], ambiguous: 'deny' }, ['moderator']],
  ['equals, several values', { groups: ['a', 'b'] }, { rules: [rule('equals', 'a')], ambiguous: 'deny' }, []],
  ['starts with', { groups: 'ab' }, { rules: [rule('startsWith', 'a')], ambiguous: 'deny' }, ['moderator']],
  ['contains', { groups: ['a', 'b'] }, { rules: [rule('contains', 'b')], ambiguous: 'deny' }, ['moderator']],
  ['is not', { groups: 'b' }, { rules: [rule('notEqual', 'a')], ambiguous: 'deny' }, ['moderator']],
  ['is not, but is', { groups: 'a' }, { rules: [rule('notEqual', 'a')], ambiguous: 'deny' }, []],
  ['is not, but is absent', {}, { rules: [rule('notEqual', 'a')], ambiguous: 'deny' }, []],
  [
    'the first of two that match',
    { groups: 'a' },
    { rules: [rule('equals', 'a', 'keeper'), rule('contains', 'a')], ambiguous: 'deny' },
    ['keeper'],
  ],
  [
    'a rule for the authenticated role',
    { groups: 'a' },
    { rules: [rule('equals', 'a', 'authenticated')], ambiguous: 'deny' },
    ['authenticated'],
  ],
  ['none that matches', {}, { rules: [rule('equals', 'a')], ambiguous: 'authenticated' }, ['authenticated']],
  ['from the token', { 'cognito:preferred_role': 'arn:keeper' }, { ambiguous: 'deny' }, ['keeper']],
  ['from a token that names none', {}, { ambiguous: 'deny' }, []],
  [
    'of a token that cannot be read',
    undefined,
    { rules: [rule('equals', 'a', 'keeper')], ambiguous: 'authenticated' },
    ['authenticated', 'keeper'],
  ],
])('the role %s', (_, claims, mapping, expected) => {
  expect(rolesOf(claims, mapping)).toEqual(expected);
});
