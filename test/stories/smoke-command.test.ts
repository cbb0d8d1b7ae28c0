import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../bin/smoke-test/run';
import { stagesFolder } from '../../bin/stages';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { paintFor } from '../../local/smoke-test/report/paint';
import { changedAssembly, type Game, startGame } from './deployment';
import { mutations } from './mutations';
import { synthesizeOtherGame } from './other-game';

const folder = mkdtempSync(join(tmpdir(), 'smoke-command-'));
/** Nothing is late here, so that nothing has to be waited for. */
const atOnce = eventFile('at-once.json', {});
const mutation = mutations.find(({ mistake }) => mistake === 'players write boards');
afterAll(() => rmSync(folder, { recursive: true }));

// The command knows the stages of config/ alone. What it takes of one is its stack's name and place, so any game may stand there.
const [stage = ''] = stageNames(stagesFolder);
const { game: name, region, account, retainData } = parseConfig(stageNamed(stagesFolder, stage));
const stack = stackNames({ game: name, stage }).federation;
const place = { ...(region && { region }), ...(account && { account }) };
// One login alone, so that every player there can be is soon tried.
const assembly = synthesizeOtherGame({
  ...{ game: name, stage, retainData, ...place },
  ...{ oidc: [], google: { clientIds: ['1.apps.googleusercontent.com'] }, developerProvider: undefined },
  ...{ basicFlow: {}, smokeTest: {} },
});
/** The stage that is deployed here, and one that is not. */
const ownStages = join(folder, 'stages');
const missing = 'not-deployed';
mkdirSync(ownStages);
for (const one of [stage, missing]) {
  const written = JSON.stringify({ game: name, stage: one, retainData, guests: { enabled: true }, ...place });
  writeFileSync(join(ownStages, `${one}.ts`), `export const it = ${written};`);
}
const { directory: brokenAssembly, remove } = changedAssembly(mutation?.change ?? (() => false), assembly);

let game: Game;
/** The same one, whose players write boards. */
let broken: Game;
beforeAll(async () => {
  const start = (directory: string) => startGame({ assemblies: [directory], play: 'all' });
  [game, broken] = await Promise.all([start(assembly), start(brokenAssembly)]);
});
afterAll(async () => {
  await Promise.all([game.stop(), broken.stop()]);
  remove();
  rmSync(assembly, { recursive: true });
});

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
    stages: ownStages,
    say: (text) => out?.push(text),
    warn: (text) => err?.push(text),
    paint: paintFor({}, {}),
    client: administratorClient(cloud),
  });
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' };
}

describe('npm run smoke', () => {
  test('ends with 0 where every check holds, and prints the report under the stack’s name', async () => {
    const tokens = eventFile('token.json', { tokens: [{ provider: 'google', token: await game.idToken('Adele') }] });
    const { code, out, err } = await npmRunSmoke(game, '--stage', stage, '--event', tokens);
    expect(err).toBe('');
    expect(out.startsWith(`${stack}\nplayer `)).toBe(true);
    expect(out).toMatch(/put a row on a board +cannot/);
    expect(out).toContain('Every check holds.');
    expect(code).toBe(0);
  });

  test('ends with 1 where a check differs, and names it', async () => {
    const { code, out } = await npmRunSmoke(broken, '--stage', stage, '--event', atOnce);
    expect(out).toMatch(
      /^1\. Allowed, and must be refused: 1 check\n +what +may not put a row on a board\n +zones +public\n +who +guest \(role guest, enhanced flow\)\n +one of the calls is request [0-9a-f-]{36} in CloudTrail$/m,
    );
    expect(out).toContain('Some checks do not hold.');
    expect(code).toBe(1);
  });
});

describe('the command', () => {
  test('prints the report as JSON, with all that the function tells, and nothing else', async () => {
    const { code, out, err } = await smoke(game, '--stage', stage, '--event', atOnce, '--json');
    const { ok, summary, backend } = JSON.parse(out);
    expect([code, err, ok, summary.failed]).toEqual([0, '', true, 0]);
    expect(backend[0].name).toBe('may read the status of its own stack');
  });

  test('ends with 1 also where the report is JSON', async () => {
    const { code, out } = await smoke(broken, '--stage', stage, '--event', atOnce, '--json');
    expect([code, JSON.parse(out).ok]).toEqual([1, false]);
  });

  test('hands a player’s token on, and prints it nowhere', async () => {
    const token = 'MARKER.not-a-token.at-all';
    const tokens = eventFile('tokens.json', { tokens: [{ provider: 'google', token }], signedIn: ['event'] });
    const { code, out, err } = await smoke(game, '--stage', stage, '--event', tokens);
    expect(out).toMatch(
      /^1\. Refused, and must be allowed: 2 checks\n +what +may get an identity ID for its login\n +roles +authenticated\n +players +signed-in, event: google\n +flows +enhanced \(1\), basic \(1\)$/m,
    );
    expect(out + err).not.toContain('MARKER');
    expect(code).toBe(1);
  });

  test('says of a stack in the middle of a change that it is', async () => {
    game.cloud.cloudFormation.setStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS');
    const { code, out, err } = await smoke(game, '--stage', stage, '--event', atOnce);
    game.cloud.cloudFormation.setStatus(stack, 'UPDATE_COMPLETE');
    expect(err).toContain(`${stack} is UPDATE_ROLLBACK_IN_PROGRESS: it is being changed`);
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
    ['a stage that is not deployed', ['--stage', missing], `deploy it first: npx cdk deploy --all -c stage=${missing}`],
    [
      'no event',
      ['--stage', stage, '--event', join(folder, 'none')],
      "the file that --event names can't be read: ENOENT",
    ],
    [
      'an event that the function does not know',
      ['--stage', stage, '--event', eventFile('unknown.json', { nonsense: 1 })],
      'broke off: Error: The smoke test\'s event: "nonsense" is not known',
    ],
  ])('ends with 2 and no report for %s', async (_, args, sentence) => {
    const { code, out, err } = await smoke(game, ...args);
    expect(err).toContain(sentence);
    expect([code, out]).toEqual([2, '']);
  });
});
