import { signInOrigin } from '../../../../local/account/landing/own-address';
import { providersOf } from '../../../../local/account/landing/ways-in';

const played = {
  identityProviders: [
    {
      issuer: 'https://players.example',
      url: 'http://127.0.0.1:9',
      clientIds: ['ios'],
      rotateKeys: async () => {},
      stop: async () => {},
    },
  ],
  standIns: [],
  samlProviders: [],
  managedLogins: [
    {
      userPoolId: 'eu-west-1_pool',
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool',
      signInUrl: 'https://game.auth.eu-west-1.amazoncognito.com',
      localUrl: 'http://127.0.0.1:4510/eu-west-1_pool/managed-login',
      clients: [
        { id: '1', name: 'Web', callbackUrls: ['http://localhost:5173/'], responseType: 'code' as const },
        { id: '2', name: 'Nowhere', callbackUrls: [], responseType: 'code' as const },
      ],
    },
  ],
};

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4510', 'http://127.0.0.1:4510'],
  ['::1', 'http://[::1]:4510', 'http://[::1]:4510'],
  ['0.0.0.0', 'http://192.168.1.20:4510', 'http://127.0.0.1:4510'],
  ['::', 'http://192.168.1.20:4510', 'http://127.0.0.1:4510'],
  ['192.168.1.20', 'http://192.168.1.20:4510', undefined],
])('of a cloud that listens at %s and is told as %s, sign-ins end at %s, and begin there', (host, url, origin) => {
  expect(signInOrigin({ host, url })).toBe(origin);
  const [openId, pool] = providersOf({ ...played, host, url });
  const href = origin && `${origin}/_local/sign-in?provider=https%3A%2F%2Fplayers.example&client_id=ios`;
  expect(openId?.waysIn).toEqual([{ app: 'ios', ...(href !== undefined && { href }) }]);
  // Managed login leads to the app, wherever the local cloud listens; without a callback it leads nowhere.
  expect(pool?.waysIn).toEqual([expect.objectContaining({ app: 'Web', leadsTo: 'http://localhost:5173/' })]);
});
