import { readFileSync, rmSync } from 'node:fs';
import { CognitoIdentityClient, GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { GameFederationInput } from '../../lib/config/schema';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { signInFor } from '../../local/smoke-test/sign-in';
import { testPlayersOf } from '../../local/smoke-test/test-players';
import { eachProvider, everything, samlMetadataFile } from '../lib/everything';
import { type Game, gameOf, startGame } from './deployment';
import { synthesizeOtherGame } from './other-game';
import { developerPlayerWith, type Player, playerWith } from './players';

// Claims that only an identity provider may set are warned about, and CDK announces bundles.
jest.spyOn(console, 'error').mockImplementation(() => {});
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

/** What imported providers are in the account. */
const existing = {
  oidcProviders: [
    {
      arn: 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players',
      url: 'https://login.my-studio.com/players',
      clientIds: ['star-harvest'],
    },
  ],
  samlProviders: [
    { arn: 'arn:aws:iam::123456789012:saml-provider/partner', metadata: readFileSync(samlMetadataFile, 'utf8') },
  ],
};

/** A stage that has nothing but one provider, and guests. */
function stageWith(fields: Partial<GameFederationInput>): string {
  const nothing = { oidc: [], developerProvider: undefined, guests: { enabled: true }, basicFlow: {}, smokeTest: {} };
  const directory = synthesizeOtherGame({ ...nothing, ...fields });
  cleanUp.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

async function deploy(assemblies: readonly string[], options: object = {}): Promise<Game> {
  const { cloud } = await startGame({ assemblies, play: 'all', ...options });
  cleanUp.push(() => cloud.stop());
  return gameOf(cloud, assemblies.length - 1);
}

/** Signs in by the only login of a game, as the last of those whom its rules can tell apart or as the first. */
async function signedIn(game: Game, as: 'first' | 'last', name = ''): Promise<Player> {
  const test = smokeTestsOf(game.cloud.assemblies).at(-1);
  const login = test?.logins[0];
  if (test === undefined || login === undefined) return developerPlayer(game, name);
  const testPlayer = testPlayersOf(login, test.stacks).at(as === 'first' ? 0 : -1);
  const token = await signInFor(game.cloud, login)?.(`${testPlayer?.name}${name}`, testPlayer?.claims ?? {});
  return playerWith(game, { [login.key]: token ?? '' });
}

async function developerPlayer(game: Game, user: string): Promise<Player> {
  const { IdentityId = '', Token = '' } = await new CognitoIdentityClient(administratorClient(game.cloud)).send(
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: game.identityPoolId,
      Logins: { [everything.developerProvider?.name ?? '']: `user${user}` },
    }),
  );
  return developerPlayerWith(game, IdentityId, Token);
}

async function ownsHerFilesAlone(game: Game, as: 'first' | 'last'): Promise<void> {
  const player = await signedIn(game, as);
  const other = await signedIn(game, as, ' (another)');
  const save = { Bucket: game.bucket, Key: `private/${player.identityId}/save.json` };
  await player.s3.send(new PutObjectCommand({ ...save, Body: 'level 7' }));
  expect(await (await player.s3.send(new GetObjectCommand(save))).Body?.transformToString()).toBe('level 7');
  await expect(other.s3.send(new GetObjectCommand(save))).rejects.toMatchObject({ name: 'AccessDenied' });
}

const { 'user pool, imported': importedPool, ...others } = eachProvider;

test.each(Object.entries(others))('%s alone is deployed, and a player signs in by it', async (name, fields) => {
  const game = await deploy([stageWith(fields)], name.includes('imported') ? { existing } : {});
  await ownsHerFilesAlone(game, 'first');
});

test('a user pool that another game creates is imported, and its players sign in', async () => {
  const pool = stageWith({ game: 'star-harvest', userPool: { ...everything.userPool, roleMapping: undefined } });
  const { cloud } = await startGame({ assemblies: [pool] });
  const userPoolId = outputOf(cloud.stacks, 'UserPoolId');
  const clientIds = [outputOf(cloud.stacks, 'UserPoolClientIdStarHarvestWeb')];
  await cloud.stop();
  const importing = stageWith({ ...importedPool, userPool: { imported: { userPoolId, clientIds } } });
  await ownsHerFilesAlone(await deploy([pool, importing]), 'last');
});
