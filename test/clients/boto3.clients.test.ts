import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, type Ended, faultOf } from './command-row';
import { boto3Rows } from './rows/boto3';
import { has, type Surroundings, surroundings } from './surroundings';

// Of a machine's Pythons one may have it: Debian's is the system's own.
const python = ['python3', '/usr/bin/python3'].find((one) => has(one, '-c', 'import boto3'));
if (python === undefined && process.env.REQUIRE_CLIENTS !== undefined)
  throw new Error('There is no boto3 on this machine.');
const callers: readonly Caller[] = ['administrator', 'player', 'guest'];
const of = (caller: Caller) => boto3Rows.filter(({ as }) => as === caller);

const ended = new Map<string, Ended>();
let around: Surroundings;
beforeAll(async () => {
  if (python === undefined) return;
  around = await surroundings();
  for (const caller of callers) {
    const snippets = of(caller).map(({ command }) => command);
    writeFileSync(join(around.folder, 'snippets.json'), JSON.stringify(snippets));
    const { printed } = await around.run(caller, `${python} ${join(__dirname, 'run_snippets.py')} snippets.json`);
    const lines = printed.trim().split('\n');
    snippets.forEach((snippet, index) => {
      ended.set(`${caller}: ${snippet}`, JSON.parse(lines[index] ?? 'null') ?? { code: -1, printed });
    });
  }
}, 180_000);
afterAll(() => around?.stop());

(python === undefined ? test.skip : test).each(boto3Rows)('$as: $command', ({ as, command, expected }) => {
  expect(faultOf(ended.get(`${as}: ${command}`) ?? { code: -1, printed: 'it did not run' }, expected)).toBeUndefined();
});
