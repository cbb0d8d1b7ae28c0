import { stackId } from '../../../assembly/stack-id';
import type { DeployedOutput, DeployedStack } from '../../../assembly/types';
import { localOutputs, type ToldCloud } from '../../../local/account/outputs-file';

function stack(name: string, outputs: readonly DeployedOutput[]): DeployedStack {
  const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
  const id = stackId(name, place);
  return { name, id, ...place, terminationProtection: false, resources: [], outputs, assets: new Map() };
}

const cloud = (changes: object = {}): ToldCloud => ({
  url: 'http://127.0.0.1:4510',
  stacks: [
    stack('star-data', [{ name: 'BucketName', value: 'files', description: 'The bucket', exportName: 'star:b' }]),
  ],
  managedLogins: [
    {
      userPoolId: 'eu-west-1_players00',
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_players00',
      signInUrl: 'https://players.auth.eu-west-1.amazoncognito.com',
      localUrl: 'http://127.0.0.1:4510/eu-west-1_players00/managed-login',
      clients: [{ id: '123abc', name: 'StarHarvestWeb', callbackUrls: [], responseType: 'code' }],
    },
  ],
  identityProviders: [
    {
      issuer: 'https://accounts.google.com',
      url: 'http://127.0.0.1:4242',
      clientIds: ['game'],
      rotateKeys: () => Promise.reject(new Error('not asked for')),
      stop: () => Promise.reject(new Error('not asked for')),
    },
  ],
  standIns: [],
  samlProviders: [
    {
      arn: 'arn:aws:iam::123456789012:saml-provider/studio',
      entityId: 'e',
      ssoUrl: 'http://127.0.0.1:1/sso',
      attributes: [],
    },
  ],
  ...changes,
});

test('tells every output by its stack, also what is exported, as cdk deploy does', () => {
  const { _local, ...stacks } = localOutputs(cloud({ stacks: [...cloud().stacks, stack('star-empty', [])] }));
  expect(stacks).toEqual({ 'star-data': { BucketName: 'files' }, 'star-empty': {} });
});

test('tells what is local, and of each thing what an app can use', () => {
  expect(localOutputs(cloud())._local).toEqual({
    endpoint: 'http://127.0.0.1:4510',
    managedLogins: [
      {
        userPoolId: 'eu-west-1_players00',
        url: 'http://127.0.0.1:4510/eu-west-1_players00/managed-login',
        clients: [{ id: '123abc', name: 'StarHarvestWeb' }],
      },
    ],
    identityProviders: [{ issuer: 'https://accounts.google.com', url: 'http://127.0.0.1:4242', clientIds: ['game'] }],
    accessTokenProviders: [],
    samlProviders: [
      { arn: 'arn:aws:iam::123456789012:saml-provider/studio', entityId: 'e', ssoUrl: 'http://127.0.0.1:1/sso' },
    ],
  });
});

test('tells of an API where it is called, by AWS’s name and on this machine', () => {
  const apis = [
    {
      ...{ apiId: 'abcdefghij', name: 'scores', stage: 'live' },
      url: 'https://abcdefghij.execute-api.eu-west-1.amazonaws.com/live',
      localUrl: 'http://127.0.0.1:4510/_execute-api/abcdefghij/live',
    },
  ];
  const { name: _name, ...told } = apis[0] ?? { name: '' };
  expect(localOutputs(cloud({ apis }))._local.apis).toEqual([told]);
  expect(localOutputs(cloud({ apis, httpsUrl: 'https://localhost:4511' }))._local.apis).toMatchObject([
    { httpsUrl: 'https://localhost:4511/_execute-api/abcdefghij/live' },
  ]);
  expect(localOutputs(cloud())._local.apis).toBeUndefined();
});

test('where the cloud is served by TLS too, it tells both addresses of each page', () => {
  const { _local } = localOutputs(cloud({ httpsUrl: 'https://localhost:4511' }));
  expect(_local.httpsEndpoint).toBe('https://localhost:4511');
  expect(_local.managedLogins).toMatchObject([
    {
      url: 'http://127.0.0.1:4510/eu-west-1_players00/managed-login',
      httpsUrl: 'https://localhost:4511/eu-west-1_players00/managed-login',
    },
  ]);
});

test('no secret is told: what the administrator signs with stays out', () => {
  const administrator = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'key-of-the-administrator' };
  expect(JSON.stringify(localOutputs(cloud({ administrator })))).not.toMatch(/AKIAEXAMPLE|key-of-the-administrator/);
  expect(JSON.stringify(localOutputs(cloud({ url: 'http://127.0.0.1:1' })))).toContain('http://127.0.0.1:1');
});
