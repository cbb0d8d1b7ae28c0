import type { Call } from '../../../../../local/http/operation';
import { userPoolAddresses } from '../../../../../local/services/cognito-idp/managed-login/addresses';
import { managedLogin } from '../../../../../local/services/cognito-idp/managed-login/service';
import { emptyPost } from '../../../federation/cloud';
import { deployedPool } from '../../../resources/cognito-idp/changes-on-hand';
import { userPoolOnHand } from '../user-pool-on-hand';
import { domain, loginClient } from './login-on-hand';

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

test('a domain that goes is no address any more, and one that comes is', () => {
  const pool = deployedPool({ client: loginClient, more: { Domain: domain } });
  const service = managedLogin(pool.pools);
  const hosts = ['star-harvest', 'second'].map((prefix) => `${prefix}.auth.us-east-1.amazoncognito.com`);
  const seen = () => ({
    issuers: Object.keys(userPoolAddresses(pool.pools.all(), 'http://127.0.0.1:1').table).slice(1),
    owned: hosts.map((host) => service.ownsHost?.(host)),
  });
  expect(seen()).toEqual({ issuers: [`https://${hosts[0]}`], owned: [true, false] });
  pool.remove('Domain');
  expect(seen()).toEqual({ issuers: [], owned: [false, false] });
  pool.create('Domain', { Domain: 'second' });
  expect(seen()).toEqual({ issuers: [`https://${hosts[1]}`], owned: [false, true] });
});
