import { AssemblyError } from '../../../../../assembly/assembly-error';
import type { Call } from '../../../../../local/http/operation';
import { userPoolAddresses } from '../../../../../local/services/cognito-idp/managed-login/addresses';
import { emptyPost } from '../../../federation/cloud';
import { userPoolOnHand } from '../user-pool-on-hand';
import { brandingOf, domain, loginClient } from './login-on-hand';

const domainOf = (changes: object) => ({ ...domain, Properties: { ...domain.Properties, ...changes } });

test.each<[string, Record<string, object>, string]>([
  ['a domain of its own', { Domain: domainOf({ Domain: 'auth.game.example' }) }, 'Domain: Properties.Domain: must be'],
  [
    'a certificate',
    { Domain: domainOf({ CustomDomainConfig: { CertificateArn: 'arn' } }) },
    'Properties.CustomDomainConfig: domains of your own are not supported here',
  ],
  ['a second domain', { Domain: domain, Second: domainOf({ Domain: 'second' }) }, 'Second: the user pool'],
  ['a version that there is not', { Domain: domainOf({ ManagedLoginVersion: 3 }) }, 'Properties.ManagedLoginVersion'],
  ['a domain of no pool', { Domain: domainOf({ UserPoolId: 'us-east-1_nothere' }) }, 'no template has the user pool'],
  ['another pool’s app client', { Style: brandingOf('Players') }, 'Style: Properties.ClientId: the user pool'],
])('a template with %s is refused with its place', (_claim, more, message) => {
  const load = () => userPoolOnHand({ more: more as Record<string, object> });
  expect(load).toThrow(AssemblyError);
  expect(load).toThrow(message);
});

test('a pool is reached by its issuer, and one with a domain by that too', () => {
  const withDomain = userPoolOnHand({ client: loginClient, more: { Domain: domain } });
  const signInUrl = 'https://star-harvest.auth.us-east-1.amazoncognito.com';
  const { table, managedLogins } = userPoolAddresses(withDomain.pools.all(), 'http://127.0.0.1:1');
  expect(Object.keys(table)).toEqual([expect.stringContaining('https://cognito-idp.'), signInUrl]);
  expect(managedLogins).toMatchObject([
    {
      signInUrl,
      localUrl: `http://127.0.0.1:1/${withDomain.UserPoolId}/managed-login`,
      clients: [{ id: withDomain.ClientId }],
    },
  ]);
  const without = userPoolAddresses(userPoolOnHand().pools.all(), 'http://127.0.0.1:1');
  expect([Object.keys(without.table).length, without.managedLogins]).toEqual([1, []]);
});

test('the discovery document names the endpoints of a pool that has a domain', async () => {
  const documentOf = async ({ service, UserPoolId }: ReturnType<typeof userPoolOnHand>) => {
    const rawPath = `/${UserPoolId}/.well-known/openid-configuration`;
    const request = { ...emptyPost, method: 'GET', rawPath };
    return service.match(request)?.run?.(undefined, { request } as Call);
  };
  const domainUrl = 'https://star-harvest.auth.us-east-1.amazoncognito.com';
  expect(await documentOf(userPoolOnHand({ more: { Domain: domain } }))).toMatchObject({
    authorization_endpoint: `${domainUrl}/oauth2/authorize`,
    token_endpoint: `${domainUrl}/oauth2/token`,
    userinfo_endpoint: `${domainUrl}/oauth2/userInfo`,
    revocation_endpoint: `${domainUrl}/oauth2/revoke`,
    end_session_endpoint: `${domainUrl}/logout`,
  });
  expect(await documentOf(userPoolOnHand())).not.toHaveProperty('authorization_endpoint');
});
