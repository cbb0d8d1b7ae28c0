import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import type { CloudOptions } from '../../../../local/account/cloud-options';
import { signInForSamlResponse } from '../../../../local/idp/saml/sign-in';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { type AccountOnHand, accountOnHand } from '../../deployments/account-on-hand';
import { KeptInMemory } from './kept-in-memory';

let kept: KeptInMemory;
let on: AccountOnHand;
const others: Server[] = [];
const start = async (options: Partial<CloudOptions> = {}) => {
  on = await accountOnHand(options, kept);
};
const restart = async (options: Partial<CloudOptions> = {}) => {
  await on.cloud.stop();
  await start(options);
};
beforeEach(() => {
  kept = new KeptInMemory();
  return start();
});
afterEach(async () => {
  await on.cloud.stop();
  for (const other of others.splice(0)) other.close();
});

const metadata = readFileSync('test/stages/studio-saml-metadata.xml', 'utf8');
const parameter = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/a', Type: 'String', Value: 'a' } };
const oidc = (...ClientIdList: string[]) => ({
  Type: 'AWS::IAM::OIDCProvider',
  Properties: { Url: 'https://login.example', ClientIdList },
});
const saml = (more: object = {}) => ({
  Type: 'AWS::IAM::SAMLProvider',
  Properties: { Name: 'studio', SamlMetadataDocument: metadata, ...more },
});
const facebook = (AllowUnauthenticatedIdentities: boolean) => ({
  Type: 'AWS::Cognito::IdentityPool',
  Properties: { AllowUnauthenticatedIdentities, SupportedLoginProviders: { 'graph.facebook.com': '1' } },
});

const deploy = (provider?: object) =>
  on.deploy('own', { Resources: { A: parameter, ...(provider && { Provider: provider }) } });
const portOf = (url = '') => Number(url && new URL(url).port);

/** Kinds of issuers: how one is deployed, what changes of it starts it anew, and where it listens. */
const kinds: [string, object, object, () => string | undefined][] = [
  ['an OpenID issuer', oidc('ios'), oidc('ios', 'web'), () => on.cloud.identityProviders[0]?.url],
  ['a SAML issuer', saml(), saml({ SamlMetadataDocument: `${metadata}\n` }), () => on.cloud.samlProviders[0]?.ssoUrl],
  ['a stand-in', facebook(true), facebook(false), () => on.cloud.standIns[0]?.signInUrl],
];

test.each(kinds)('%s listens where it did last, whatever deployments do to it', async (_what, first, then, url) => {
  const play = { play: 'all' as const };
  await restart(play);
  expect(await deploy()).toBe('CREATE_COMPLETE');
  expect(url()).toBeUndefined();
  expect(await deploy(first)).toBe('UPDATE_COMPLETE');
  const port = portOf(url());
  expect(port).toBeGreaterThan(0);
  for (const template of [then, undefined, first]) {
    expect(await deploy(template)).toBe('UPDATE_COMPLETE');
    expect(url() === undefined ? undefined : portOf(url())).toBe(template && port);
  }
  await restart(play);
  expect(portOf(url())).toBe(port);
  await deploy();
  await restart(play);
  await deploy(first);
  expect(portOf(url())).toBe(port);
  expect(on.defects).toEqual([]);
});

/** Listens where somebody else did. */
async function takePort(port: number): Promise<void> {
  const other = createServer();
  others.push(other);
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
}

test.each(kinds)(
  '%s whose port is taken by now is played elsewhere by a deployment',
  async (_what, first, _then, url) => {
    await restart({ play: 'all' });
    await deploy(first);
    const port = portOf(url());
    await on.deploy('own', { Resources: { A: parameter } });
    await takePort(port);
    expect(await deploy(first)).toBe('UPDATE_COMPLETE');
    expect([portOf(url()) === port, on.defects]).toEqual([false, []]);
  },
);

const players = (arn: unknown) => ({
  Type: 'AWS::Cognito::IdentityPool',
  Properties: { AllowUnauthenticatedIdentities: false, SamlProviderARNs: [arn] },
});

test('what a SAML issuer signed before a restart is good before anybody signs in again, and what another signed is not', async () => {
  const Resources = { Provider: saml(), Players: players({ Ref: 'Provider' }) };
  expect(await on.deploy('own', { Resources })).toBe('CREATE_COMPLETE');
  const idOf = async (SAMLResponse: string) => {
    const ids = on.cloud.cloudFormation.view('own')?.resources ?? [];
    const [IdentityPoolId, arn = ''] = ['Players', 'Provider'].map(
      (id) => ids.find(({ logicalId }) => logicalId === id)?.physicalId,
    );
    const client = new CognitoIdentityClient({ ...administratorClient(on.cloud), maxAttempts: 1 });
    return (await client.send(new GetIdCommand({ IdentityPoolId, Logins: { [arn]: SAMLResponse } }))).IdentityId;
  };
  const signIn = () =>
    signInForSamlResponse({ ssoUrl: on.cloud.samlProviders[0]?.ssoUrl ?? '', player: 'ana', fetch: globalThis.fetch });
  const response = await signIn();
  const ana = await idOf(response);
  expect(ana).toMatch(/^eu-west-1:/);
  await restart();
  expect(await idOf(response)).toBe(ana);
  await on.cloud.stop();
  kept = new KeptInMemory();
  await start({ makeKeyPair: keyPairsOnHand(20) });
  await on.deploy('own', { Resources });
  await expect(idOf(response)).rejects.toThrow();
  expect(await idOf(await signIn())).toMatch(/^eu-west-1:/);
});

const pool = (policy: string) => ({
  Resources: { Pool: { Type: 'AWS::Cognito::UserPool', DeletionPolicy: policy, Properties: { UserPoolName: 'own' } } },
});
const keysOfPools = () => [...kept.records('keys').keys()].filter((name) => name.startsWith('user-pool'));

test.each([
  ['is deleted', 'Delete', 0],
  ['a stack leaves behind', 'Retain', 2],
])('the keys of a user pool that %s: %s', async (_what, policy, left) => {
  await on.deploy('own', pool(policy));
  await new Promise((resolve) => setImmediate(resolve));
  expect(keysOfPools()).toHaveLength(2);
  expect(await on.remove('own')).toBe('DELETE_COMPLETE');
  expect(keysOfPools()).toHaveLength(left);
  await restart();
  expect(keysOfPools()).toHaveLength(left);
});
