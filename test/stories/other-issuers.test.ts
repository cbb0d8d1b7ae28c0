import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { startCloud } from '../../local/account/cloud';
import { issuerFetch } from '../../local/identities/issuer-fetch';
import { startIdentityProvider } from '../../local/idp/identity-provider';
import { signIn } from '../../local/idp/sign-in';
import { systemClock } from '../../local/shared/clock';
import { Issuer, issuersFetch } from '../local/federation/issuer';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';
import { local } from '../stages/local';
import { assembly, changedAssembly, type Game, startGame } from './deployment';

const [configured] = local.oidc ?? [];
const issuer = configured?.issuer ?? '';
const loginsKey = issuer.replace('https://', '');
const [clientId = ''] = configured?.clientIds ?? [];

/** What a test started, ended in reverse. */
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof startGame>[0]): Promise<Game> {
  const game = await startGame(options);
  cleanUp.push(game.stop);
  return game;
}

const identityOf = async (game: Game, provider: string, idToken: string) => {
  const command = new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins: { [provider]: idToken } });
  return (await new CognitoIdentityClient(game.client).send(command)).IdentityId;
};
const identity = expect.stringMatching(/^eu-west-1:/);
const refused = { name: 'NotAuthorizedException' };

/** An identity provider of the developer's own, on its own port. */
/** @param firstKey the number of the key pair that it signs with: an impostor has another */
async function ownProvider(firstKey = 0) {
  const provider = await startIdentityProvider({
    makeKeyPair: keyPairsOnHand(firstKey),
    issuer,
    clientIds: [clientId],
  });
  cleanUp.push(provider.stop);
  const fetch = issuerFetch({ [issuer]: provider.url });
  const idToken = async (player: string) => (await signIn({ issuer, clientId, player, fetch })).idToken;
  return { ...provider, idToken };
}

test('a mapped issuer is played by the provider at that address, and by no other', async () => {
  const own = await ownProvider();
  const impostor = await ownProvider(1);
  const game = await start({ issuers: { [issuer]: own.url } });
  expect(game.cloud.identityProviders).toEqual([]);
  expect(await identityOf(game, loginsKey, await own.idToken('Adele'))).toEqual(identity);
  await expect(identityOf(game, loginsKey, await impostor.idToken('Adele'))).rejects.toMatchObject(refused);
  const { idToken } = await signIn({ issuer, clientId, player: 'Adele', fetch: game.cloud.fetch });
  expect(await identityOf(game, loginsKey, idToken)).toEqual(identity);
});

test('a mapped provider may say that its keys are at its own address, and nowhere else without TLS', async () => {
  const provider = await Issuer.start(issuer, clientId, systemClock);
  let keysAt = '';
  const server = createServer(async (request, response) => {
    const answer = provider.serve(request.url ?? '');
    const document = (await answer.json()) as object;
    response.end(JSON.stringify('jwks_uri' in document ? { ...document, jwks_uri: `${keysAt}/keys` } : document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise((resolve) => server.close(resolve)));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const game = await start({ issuers: { [issuer]: address }, unknownKeySeconds: 0 });
  keysAt = 'http://127.0.0.1:9';
  await expect(identityOf(game, loginsKey, await provider.idToken('adele'))).rejects.toMatchObject({
    name: 'ExternalServiceException',
    message: expect.stringContaining('jwks_uri is not https'),
  });
  keysAt = address;
  expect(await identityOf(game, loginsKey, await provider.idToken('adele'))).toEqual(identity);
});

test('an issuer that is neither mapped nor in a reserved domain is fetched for real', async () => {
  const real = await Issuer.start('https://login.star-harvest.com', clientId, systemClock);
  const { directory, remove } = changedAssembly(({ Resources }) => {
    const providers = Object.values(Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::IAM::OIDCProvider' && String(Properties.Url) === issuer,
    );
    for (const { Properties } of providers) Object.assign(Properties, { Url: real.url });
    return providers.length > 0;
  });
  cleanUp.push(remove);
  const network = jest.spyOn(globalThis, 'fetch').mockImplementation(issuersFetch([real]));
  cleanUp.push(() => network.mockRestore());
  const game = await start({ assemblies: [directory] });
  expect(game.cloud.identityProviders).toEqual([]);
  expect(await identityOf(game, real.name, await real.idToken('adele'))).toEqual(identity);
  expect(network.mock.calls.map(([url]) => url)).toEqual([
    'https://login.star-harvest.com/.well-known/openid-configuration',
    'https://login.star-harvest.com/keys',
  ]);
});

test('an issuer that does not answer is said to be the reason', async () => {
  const own = await ownProvider();
  const idToken = await own.idToken('Adele');
  const game = await start({ issuers: { [issuer]: own.url } });
  await own.stop();
  await expect(identityOf(game, loginsKey, idToken)).rejects.toMatchObject({ name: 'ExternalServiceException' });
});

test('a mapped issuer that no login provider has stops the start, naming those that there are', async () => {
  const start = startCloud({
    makeKeyPair: keyPairsOnHand(),
    assemblies: [assembly],
    issuers: { 'https://players.exmaple': 'http://127.0.0.1:8080' },
  });
  await expect(start).rejects.toThrow(`the mapped issuer https://players.exmaple: it has ${issuer}`);
});
