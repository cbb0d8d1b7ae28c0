import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { CloudOptions } from '../../local/account/cloud-options';
import { IdentityStore } from '../../local/identities/identity-store';
import { roleAttribute } from '../../local/identities/saml/saml-login';
import { signInForSamlResponse } from '../../local/idp/saml/sign-in';
import { SamlIssuer } from '../local/identities/saml/saml-issuer';
import { changedAssembly, type Game, startGame } from './deployment';
import { MovableClock, samlProviderArn, templatesWith } from './every-login';
import { synthesizeOtherGame } from './other-game';
import { type Player, playerWith } from './players';

const metadata = readFileSync(join(__dirname, '../stages/studio-saml-metadata.xml'), 'utf8');
const entityId = 'https://studio.star-harvest.example/saml';
const clock = new MovableClock();
const identities = new IdentityStore(clock);

/** What a test started, ended in reverse. */
const cleanUp: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of cleanUp.reverse()) await end();
});
afterEach(() => clock.set(0));

/** A game without a SAML provider of its own. */
const original = synthesizeOtherGame();
cleanUp.push(() => rmSync(original, { recursive: true, force: true }));

/**
 * A game whose pool takes the studio's SAML responses too.
 *
 * @param document the metadata of the template's SAML provider; undefined: the template imports the provider
 */
async function startStudio(document: string | undefined, options: Partial<CloudOptions> = {}): Promise<Game> {
  const { directory, remove } = changedAssembly(
    templatesWith('AWS::Cognito::IdentityPool', (resources, pool) => {
      if (document !== undefined) {
        const Properties = { Name: 'studio', SamlMetadataDocument: document };
        resources.StudioSaml = { Type: 'AWS::IAM::SAMLProvider', Properties };
      }
      Object.assign(resources[pool]?.Properties ?? {}, { SamlProviderARNs: [samlProviderArn] });
    }),
    original,
  );
  const game = await startGame({ assemblies: [directory], clock, ...options }).finally(remove);
  cleanUp.push(game.stop);
  return game;
}

const ssoUrlOf = ({ cloud }: Game) => cloud.samlProviders[0]?.ssoUrl ?? '';
/** As a browser on this machine does it. */
const response = (game: Game, player: string) =>
  signInForSamlResponse({ ssoUrl: ssoUrlOf(game), player, fetch: globalThis.fetch });
const identityOf = async (game: Game, token: string) => {
  const command = new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins: { [samlProviderArn]: token } });
  return (await new CognitoIdentityClient(game.client).send(command)).IdentityId;
};
const signedIn = async (game: Game, player: string) =>
  playerWith(game, { [samlProviderArn]: await response(game, player) });
const identity = expect.stringMatching(/^eu-west-1:/);
const refused = (message: string) => ({ name: 'NotAuthorizedException', message: expect.stringContaining(message) });

describe('a player who signs in at the local studio’s page', () => {
  let game: Game;
  let adele: Player;
  let berta: Player;
  beforeAll(async () => {
    game = await startStudio(metadata, { identities });
    [adele, berta] = await Promise.all([signedIn(game, 'Adele'), signedIn(game, 'Berta')]);
  });
  const save = (owner: Player) => ({ Bucket: game.bucket, Key: `private/${owner.identityId}/save.json` });

  test('writes and reads their own file, and may not read another’s', async () => {
    for (const player of [adele, berta]) {
      await player.s3.send(new PutObjectCommand({ ...save(player), Body: player.identityId }));
      const { Body } = await player.s3.send(new GetObjectCommand(save(player)));
      expect(await Body?.transformToString()).toBe(player.identityId);
    }
    await expect(adele.s3.send(new GetObjectCommand(save(berta)))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(berta.s3.send(new GetObjectCommand(save(adele)))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('has the same identity and file from another device, where the page is reached by its real name', async () => {
    const again = { ssoUrl: `${entityId}/sso`, player: 'Adele', fetch: game.cloud.fetch };
    const tablet = await playerWith(game, { [samlProviderArn]: await signInForSamlResponse(again) });
    expect(tablet.identityId).toBe(adele.identityId);
    expect(berta.identityId).not.toBe(adele.identityId);
    await tablet.s3.send(new PutObjectCommand({ ...save(adele), Body: 'from the tablet' }));
    await expect(tablet.s3.send(new GetObjectCommand(save(berta)))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('is refused with a response that has expired by the clock', async () => {
    const old = await response(game, 'Adele');
    clock.set(299);
    expect(await identityOf(game, old)).toBe(adele.identityId);
    clock.set(301);
    await expect(identityOf(game, old)).rejects.toMatchObject(refused('Token expired'));
    expect(await identityOf(game, await response(game, 'Adele'))).toBe(adele.identityId);
  });

  test('is the same at the next start, whose studio has another key', async () => {
    const next = await startStudio(metadata, { identities });
    const old = await response(game, 'Adele');
    await expect(identityOf(next, old)).rejects.toMatchObject(refused("Couldn't verify signed token"));
    expect(await identityOf(next, await response(next, 'Adele'))).toBe(adele.identityId);
    expect(await identityOf(game, old)).toBe(adele.identityId);
  });
});

test('the cloud says which SAML provider is played, and what its page asks for', async () => {
  const game = await startStudio(metadata);
  expect(game.cloud.samlProviders).toEqual([
    {
      arn: samlProviderArn,
      entityId,
      ssoUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/sso$/),
      attributes: [roleAttribute],
    },
  ]);
});

test('a SAML provider that the template imports is played by what the inventory says of it', async () => {
  const existing = { oidcProviders: [], samlProviders: [{ arn: samlProviderArn, metadata }] };
  const game = await startStudio(undefined, { existing });
  expect(await identityOf(game, await response(game, 'Adele'))).toEqual(identity);
});

describe('a real SAML provider', () => {
  const real = new SamlIssuer('https://idp.star-harvest.com/saml', clock);

  test('is not played unasked, and its own responses count', async () => {
    const game = await startStudio(real.metadata());
    expect(game.cloud.samlProviders).toEqual([]);
    expect(await identityOf(game, real.response('ana'))).toEqual(identity);
  });

  test.each([[[real.entityId]], ['all']] as const)(
    'is played when asked for by %j, and its own responses count still',
    async (play) => {
      const game = await startStudio(real.metadata(), { play });
      expect(await identityOf(game, await response(game, 'Adele'))).toEqual(identity);
      expect(await identityOf(game, real.response('ana'))).toEqual(identity);
      await expect(identityOf(game, new SamlIssuer(real.entityId, clock).response('ana'))).rejects.toMatchObject(
        refused("Couldn't verify signed token"),
      );
    },
  );

  test('is not played where another identity provider does, by its sign-in page', async () => {
    const issuers = { [`${real.entityId}/sso`]: 'http://127.0.0.1:9/sso' };
    const game = await startStudio(real.metadata(), { play: 'all', issuers });
    expect(game.cloud.samlProviders).toEqual([]);
  });
});
