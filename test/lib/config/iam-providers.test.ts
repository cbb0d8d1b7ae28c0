import { providerId } from '../../../lib/config/iam-providers';

test('what belongs to two providers never has one construct ID', () => {
  const identities = ['a.com/b', 'a.com:b', 'a.com%3Ab', 'a.com%2Fb', 'a.com/b/c', 'a.com/b:c', 'a.com%b', 'a.com%25b'];
  const ids = identities.flatMap((identity) => [providerId('Oidc', identity), providerId('Saml', identity)]);
  expect(new Set(ids).size).toBe(2 * identities.length);
  // A construct ID with a slash would be cut by the CDK.
  expect(ids.filter((id) => id.includes('/'))).toEqual([]);
});

test('what belongs to one provider always has the same', () => {
  expect(providerId('Oidc', 'login.my-studio.com/players')).toBe('Oidc-login.my-studio.com:players');
});
