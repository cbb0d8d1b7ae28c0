import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startCloud } from '../../local/account/cloud';
import { paintFor } from '../../local/smoke-test/report/paint';
import { runAllSmokeTests } from '../../local/smoke-test/run-all';
import { oneIssuer } from '../lib/one-issuer';
import { withoutProgress } from '../local/command/progress-lines';
import { changedAssembly, type Game, gameOf, type OpenTemplate, startGame } from './deployment';
import { synthesizeOtherGame } from './other-game';
import { type Player, signedIn } from './players';

const [shared] = oneIssuer.oidc ?? [];
const issuer = shared?.issuer ?? '';
const name = shared?.name ?? '';
const clientIds = [...(shared?.clientIds ?? [])];
const importedArn = `arn:aws:iam::123456789012:oidc-provider/${issuer.replace('https://', '')}`;

let assembly: string;
let otherAssembly: string;
let star: Game;
let moon: Game;
beforeAll(async () => {
  const alone = { developerProvider: undefined, smokeTest: {} };
  assembly = synthesizeOtherGame({ game: 'star-harvest', oidc: [{ name, issuer, clientIds }], ...alone });
  otherAssembly = synthesizeOtherGame({ oidc: [{ name, issuer, clientIds, importedArn }], ...alone });
  star = await startGame({ assemblies: [assembly, otherAssembly] });
  moon = gameOf(star.cloud, 1);
});
afterAll(async () => {
  await star.stop();
  for (const directory of [assembly, otherAssembly]) rmSync(directory, { recursive: true, force: true });
});

/** Two smoke tests, one behind the other, take their time on a busy machine. */
const patience = 30_000;

/** A pool's own token: of a player by their login, or of a new guest. */
async function poolToken(game: Game, player?: string): Promise<string> {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = player === undefined ? undefined : { [game.loginsKey]: await game.idToken(player) };
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  return (await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }))).Token ?? '';
}

const assume = ({ client }: Game, RoleArn: string, WebIdentityToken: string) =>
  new STSClient(client).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, WebIdentityToken, RoleSessionName: 'player' }),
  );
const refused = { name: 'AccessDenied' };

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no type of their own
type Loose = any;
const resourcesOf = ({ Resources }: OpenTemplate, logicalId: RegExp): Loose[] =>
  Object.entries(Resources).flatMap(([id, { Properties }]) => (logicalId.test(id) ? [Properties] : []));

describe('two games in one account', () => {
  test('have a pool, a bucket, a table and roles of their own', () => {
    for (const field of ['identityPoolId', 'bucket', 'table', 'authenticatedRoleArn', 'guestRoleArn'] as const) {
      expect(moon[field]).not.toBe(star[field]);
    }
  });

  test('another pool’s token does not open this game’s roles', async () => {
    const stars = await poolToken(star, 'Adele');
    const moons = await poolToken(moon, 'Adele');
    await expect(assume(star, star.authenticatedRoleArn, moons)).rejects.toMatchObject(refused);
    await expect(assume(moon, moon.authenticatedRoleArn, stars)).rejects.toMatchObject(refused);
    await expect(assume(star, star.authenticatedRoleArn, stars)).resolves.toHaveProperty('Credentials');
    await expect(assume(moon, moon.authenticatedRoleArn, moons)).resolves.toHaveProperty('Credentials');
  });

  test('another pool’s guest does not open this game’s guest role', async () => {
    await expect(assume(star, star.guestRoleArn, await poolToken(moon))).rejects.toMatchObject(refused);
    await expect(assume(star, star.guestRoleArn, await poolToken(star))).resolves.toHaveProperty('Credentials');
  });

  test('the same person has another identity in each', async () => {
    const [inStar, inMoon] = await Promise.all([signedIn(star, 'Adele'), signedIn(moon, 'Adele')]);
    expect(inMoon.identityId).not.toBe(inStar.identityId);
    expect((await signedIn(star, 'Adele')).identityId).toBe(inStar.identityId);
  });

  test('a player of one reaches no file and no record of the other, not even under their own identity ID', async () => {
    const adele = await signedIn(star, 'Adele');
    const berta = await signedIn(moon, 'Berta');
    for (const owner of [berta, adele]) {
      const file = { Bucket: moon.bucket, Key: `private/${owner.identityId}/save.json` };
      const record = { TableName: moon.table, Key: { pk: `PLAYER#${owner.identityId}`, sk: 'PROFILE' } };
      for (const deed of deeds(adele, file, record)) await expect(deed()).rejects.toThrow(/not authorized/);
    }
    const file = { Bucket: moon.bucket, Key: `private/${berta.identityId}/save.json` };
    const record = { TableName: moon.table, Key: { pk: `PLAYER#${berta.identityId}`, sk: 'PROFILE' } };
    for (const deed of deeds(berta, file, record)) await expect(deed()).resolves.toBeDefined();
  });

  test(
    'each have their smoke test run by npm start and reported under their stack’s name, signed in at the issuer they share',
    async () => {
      const { code, out, err, reports } = await npmStart(assembly, otherAssembly);
      expect(withoutProgress(err)).toBe('');
      for (const stack of ['star-harvest-local-federation', 'moon-garden-local-federation']) {
        expect(reports.get(stack)).toMatch(/signed-in +event: star-harvest +authenticated +\d/);
      }
      expect(out).toContain('Every check holds');
      expect(code).toBe(0);
    },
    patience,
  );
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly reports: ReadonlyMap<string, string>;
}

/** Each smoke test's report as it is printed, by its stack. */
function reportsIn(text: string): ReadonlyMap<string, string> {
  const [, ...parts] = text.split(/^(\S+-federation)$/m);
  return new Map(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])));
}

/** What `npm start` runs, with assemblies instead of the stages of config/. */
function npmStart(...assemblies: readonly string[]): Promise<Ended> {
  const options = assemblies.flatMap((directory) => ['--assembly', directory]);
  const line = ['--single-threaded-gc', '-r', 'ts-node/register', join('local', 'start.ts'), ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, line, { cwd: join(__dirname, '..', '..') }, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err, reports: reportsIn(out) });
    });
  });
}

/** Writes a file, reads it, writes a record, reads it. */
function deeds(
  player: Player,
  file: { Bucket: string; Key: string },
  record: { TableName: string; Key: { pk: string; sk: string } },
): (() => Promise<unknown>)[] {
  return [
    () => player.s3.send(new PutObjectCommand({ ...file, Body: 'level 7' })),
    () => player.s3.send(new GetObjectCommand(file)),
    () => player.records.send(new PutCommand({ TableName: record.TableName, Item: { ...record.Key, level: 7 } })),
    () => player.records.send(new GetCommand(record)),
  ];
}

describe('a careless game beside a careful one', () => {
  let careless: Game;
  let removeChanged: () => void;
  beforeAll(async () => {
    const changed = changedAssembly((template) => {
      const roles = resourcesOf(template, /^AuthenticatedRole[0-9A-F]{8}$/);
      for (const { AssumeRolePolicyDocument } of roles) {
        for (const { Condition } of AssumeRolePolicyDocument.Statement) delete Condition.StringEquals;
      }
      const grants = resourcesOf(template, /^GuestRoleDefaultPolicy/);
      for (const { PolicyDocument } of grants) {
        PolicyDocument.Statement.find(({ Sid }: Loose) => Sid === 'ReadBoards').Action.push('dynamodb:PutItem');
      }
      return roles.length > 0 && grants.length > 0;
    }, assembly);
    removeChanged = changed.remove;
    careless = await startGame({ assemblies: [changed.directory, otherAssembly] });
  });
  afterAll(async () => {
    await careless.stop();
    removeChanged();
  });

  test('opens a role whose trust names no pool to any pool’s token', async () => {
    const stranger = await poolToken(gameOf(careless.cloud, 1), 'Adele');
    await expect(assume(careless, careless.authenticatedRoleArn, stranger)).resolves.toHaveProperty('Credentials');
    const { authenticatedRoleArn } = gameOf(careless.cloud, 1);
    const own = await poolToken(careless, 'Adele');
    await expect(assume(careless, authenticatedRoleArn, own)).rejects.toMatchObject(refused);
  });

  test(
    'fails the whole run, in its own report alone',
    async () => {
      const said: string[] = [];
      expect(await runAllSmokeTests(careless.cloud, paintFor({}, {}), (text) => said.push(text))).toBe(false);
      const reports = reportsIn(said.join('\n'));
      const own = reports.get('star-harvest-local-federation');
      expect(own).toMatch(/put a row on a board +WRONG/);
      expect(own).toMatch(/Allowed, and must be refused: \d+ checks\n +what .*may not put a row on a board/);
      expect(reports.get('moon-garden-local-federation')).toMatch(/put a row on a board +cannot/);
    },
    patience,
  );
});

describe('an issuer that two games share', () => {
  test('is created by one of them: creating it twice stops the start, naming both places', async () => {
    const both = synthesizeOtherGame({ oidc: [{ name, issuer, clientIds }] });
    const start = startCloud({ assemblies: [assembly, both] });
    await expect(start).rejects.toThrow(
      /moon-garden-local-federation: .*exists already .*star-harvest-local-federation/,
    );
    rmSync(both, { recursive: true, force: true });
  });

  test('is imported by the other, which alone needs to be told of it', async () => {
    const alone = startCloud({ assemblies: [otherAssembly] });
    await expect(alone).rejects.toThrow(`${importedArn}, which is in no template`);
    const existing = { oidcProviders: [{ arn: importedArn, url: issuer, clientIds }] };
    const told = await startGame({ assemblies: [otherAssembly], existing });
    await expect(signedIn(told, 'Adele')).resolves.toHaveProperty('identityId');
    await told.stop();
  });

  test('is not both in a template and among what exists beside it', async () => {
    const existing = { oidcProviders: [{ arn: importedArn, url: issuer, clientIds }] };
    await expect(startCloud({ assemblies: [assembly], existing })).rejects.toThrow('take it out of the inventory');
  });
});
