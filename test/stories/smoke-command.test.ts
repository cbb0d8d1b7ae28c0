import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../bin/smoke-test/run';
import { stagesFolder } from '../../bin/stages';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { paintFor } from '../../local/smoke-test/report/paint';
import { assembly, changedAssembly, type Game, startGame } from './deployment';
import { mutations } from './mutations';
import { synthesizeOtherGame } from './other-game';

const folder = mkdtempSync(join(tmpdir(), 'smoke-command-'));
/** Nothing is late here, so that nothing has to be waited for. */
const atOnce = eventFile('at-once.json', {});
const mutation = mutations.find(({ mistake }) => mistake === 'players write boards');
afterAll(() => rmSync(folder, { recursive: true }));

/** A game, and the same one whose players write boards. */
interface TwoGames {
  readonly game: Game;
  readonly broken: Game;
  stop(): Promise<void>;
}

async function startTwo(original = assembly): Promise<TwoGames> {
  const { directory, remove } = changedAssembly(mutation?.change ?? (() => false), original);
  const start = (one: string) => startGame({ assemblies: [one] });
  const [game, broken] = await Promise.all([start(original), start(directory)]);
  const stop = async () => {
    await Promise.all([game.stop(), broken.stop()]);
    remove();
  };
  return { game, broken, stop };
}

function eventFile(name: string, event: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify({ propagationSeconds: 0, ...event }));
  return file;
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What `npm run smoke` runs, with the variables that `npm run local` prints. */
function npmRunSmoke({ cloud }: Game, ...args: string[]): Promise<Ended> {
  const { accessKeyId, secretAccessKey } = cloud.administrator;
  const env = {
    ...{ PATH: process.env.PATH, AWS_ENDPOINT_URL: cloud.url, AWS_REGION: cloud.region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  };
  const line = ['--single-threaded-gc', '-r', 'ts-node/register', join('bin', 'smoke-test.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, line, { cwd: join(__dirname, '..', '..'), env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

/** The same in this process. */
async function smoke({ cloud }: Game, ...args: string[]): Promise<Ended> {
  const [out, err]: string[][] = [[], []];
  const code = await runCommand(args, {
    stages: join(__dirname, '..', 'stages'),
    say: (text) => out?.push(text),
    warn: (text) => err?.push(text),
    paint: paintFor({}, {}),
    client: administratorClient(cloud),
  });
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' };
}

describe('npm run smoke', () => {
  // It knows the stages of config/ alone. What it takes of one is its stack's name and place, so any game may stand there.
  const [stage = ''] = stageNames(stagesFolder);
  const { game: name, region, account, retainData } = parseConfig(stageNamed(stagesFolder, stage));
  const stack = stackNames({ game: name, stage }).federation;
  const place = { ...(region && { region }), ...(account && { account }) };
  const directory = synthesizeOtherGame({ game: name, stage, retainData, oidc: [], ...place });
  let games: TwoGames;
  beforeAll(async () => {
    games = await startTwo(directory);
  });
  afterAll(async () => {
    await games.stop();
    rmSync(directory, { recursive: true });
  });

  test('ends with 0 where every check holds, and prints the report under the stack’s name', async () => {
    const { code, out, err } = await npmRunSmoke(games.game, '--stage', stage, '--event', atOnce);
    expect(err).toBe('');
    expect(out.startsWith(`${stack}\nplayer `)).toBe(true);
    expect(out).toMatch(/put a row on a board +cannot/);
    expect(out).toContain('Every check holds.');
    expect(code).toBe(0);
  });

  test('ends with 1 where a check differs, and names it', async () => {
    const { code, out } = await npmRunSmoke(games.broken, '--stage', stage, '--event', atOnce);
    expect(out).toContain('guest, enhanced flow: may not put a row on a board: expected refused, was allowed');
    expect(out).toContain('Some checks do not hold.');
    expect(code).toBe(1);
  });
});

describe('the command', () => {
  let games: TwoGames;
  beforeAll(async () => {
    games = await startTwo();
  });
  afterAll(() => games.stop());

  test('prints the report as JSON, with all that the function tells, and nothing else', async () => {
    const { code, out, err } = await smoke(games.game, '--stage', 'local', '--event', atOnce, '--json');
    const { ok, summary, backend } = JSON.parse(out);
    expect([code, err, ok, summary.failed]).toEqual([0, '', true, 0]);
    expect(backend[0].name).toBe('may read the status of its own stack');
  });

  test('ends with 1 also where the report is JSON', async () => {
    const { code, out } = await smoke(games.broken, '--stage', 'local', '--event', atOnce, '--json');
    expect([code, JSON.parse(out).ok]).toEqual([1, false]);
  });

  test('hands a player’s token on, and prints it nowhere', async () => {
    const token = 'MARKER.not-a-token.at-all';
    const tokens = eventFile('tokens.json', { tokens: [{ provider: 'google', token }], signedIn: ['event'] });
    const { code, out, err } = await smoke(games.game, '--stage', 'local', '--event', tokens);
    expect(out).toContain('signed-in, enhanced flow, event: google: may get an identity ID for its login');
    expect(out + err).not.toContain('MARKER');
    expect(code).toBe(1);
  });

  test('says of a stack in the middle of a change that it is', async () => {
    games.game.cloud.cloudFormation.setStatus('star-harvest-local-federation', 'UPDATE_ROLLBACK_IN_PROGRESS');
    const { code, out, err } = await smoke(games.game, '--stage', 'local', '--event', atOnce);
    games.game.cloud.cloudFormation.setStatus('star-harvest-local-federation', 'UPDATE_COMPLETE');
    expect(err).toContain('star-harvest-local-federation is UPDATE_ROLLBACK_IN_PROGRESS: it is being changed');
    expect(out).toContain('The stack is being rolled back: whatever stands here fails nothing.');
    expect(out).toContain('Every check that could be tried holds; who was not exercised stands above.');
    expect(code).toBe(0);
  });

  test.each([
    [
      'a stage that does not exist',
      ['--stage', 'no-such-stage'],
      '--stage names a stage that does not exist; it takes one of ',
    ],
    ['a stage that is not deployed', ['--stage', 'dev'], 'deploy it first: npx cdk deploy --all -c stage=dev'],
    [
      'no event',
      ['--stage', 'local', '--event', join(folder, 'none')],
      "the file that --event names can't be read: ENOENT",
    ],
    [
      'an event that the function does not know',
      ['--stage', 'local', '--event', eventFile('unknown.json', { nonsense: 1 })],
      'broke off: Error: The smoke test\'s event: "nonsense" is not known',
    ],
  ])('ends with 2 and no report for %s', async (_, args, sentence) => {
    const { code, out, err } = await smoke(games.game, ...args);
    expect(err).toContain(sentence);
    expect([code, out]).toEqual([2, '']);
  });
});
