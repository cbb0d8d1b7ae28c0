import { claimFields, claimsOfForm, typedClaims } from '../../../local/idp/claims-form';

const names = ['clan', 'https://my-studio.com/claims/groups'];

test('what is typed into the fields is what the token says', () => {
  const claims = { clan: 'red', 'https://my-studio.com/claims/groups': ['moderators', 'players'] };
  expect(claimsOfForm(new URLSearchParams(claimFields(claims)), names)).toEqual(claims);
});

test('an empty field is an absent claim, and a field that was not asked for none at all', () => {
  const form = new URLSearchParams({ 'claim.clan': ' ', 'claim.admin': 'yes', plan: 'free' });
  expect(claimsOfForm(form, names)).toEqual({});
});

test.each([
  ['a list that does not end', '["red"', 'clan begins like a list, which is written ["red", "blue"].'],
  ['a list of something else', '[1]', 'clan begins like a list'],
  ['a text without end', 'x'.repeat(257), 'clan has at most 256 characters.'],
])('%s is refused, naming the claim', (_, typed, message) => {
  expect(() => claimsOfForm(new URLSearchParams({ 'claim.clan': typed }), names)).toThrow(message);
  expect(claimsOfForm(new URLSearchParams({ 'claim.clan': 'x'.repeat(256) }), names)).toHaveProperty('clan');
});

test('what the provider says by itself cannot be typed', () => {
  expect(typedClaims(['sub', 'clan', 'aud', 'clan', 'email'])).toEqual(['clan']);
});
