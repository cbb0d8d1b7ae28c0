import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOutputs } from '../../../local/account/outputs-file';
import { checkOutputsFile, writeOutputsFile } from '../../../local/command/outputs-file';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

const _local = {
  ...{ endpoint: 'http://127.0.0.1:4510', managedLogins: [], identityProviders: [] },
  ...{ accessTokenProviders: [], samlProviders: [] },
};
const outputs = { 'star-data': { BucketName: 'files' }, _local } as unknown as LocalOutputs;
const written = `${JSON.stringify(outputs, undefined, 2)}\n`;

test('they are written where nothing is, and over what a local cloud wrote, with nothing beside them', () => {
  const folder = emptyDirectory();
  const file = join(folder, 'outputs.json');
  for (const before of [undefined, '{"_local":{}}', written]) {
    if (before !== undefined) writeFileSync(file, before);
    checkOutputsFile(file);
    writeOutputsFile(file, outputs);
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect(readdirSync(folder)).toEqual(['outputs.json']);
  }
});

test('a check alone writes nothing', () => {
  const folder = emptyDirectory();
  checkOutputsFile(join(folder, 'outputs.json'));
  expect(readdirSync(folder)).toEqual([]);
});

test('a link stays one', () => {
  const folder = emptyDirectory();
  writeFileSync(join(folder, 'real.json'), '{"_local":{}}');
  symlinkSync('real.json', join(folder, 'outputs.json'));
  writeOutputsFile(join(folder, 'outputs.json'), outputs);
  expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe(written);
});

/** Files of others: of a deployment to AWS, and what only looks like the local cloud's. */
const others: [what: string, text: string][] = [
  ['outputs of a deployment to AWS', '{"star-data":{"BucketName":"files"}}'],
  ['a stack that has an output of that name', '{"star-data":{"_local":"yes"}}'],
  ['a list', '["_local"]'],
  ['a word', '"_local"'],
  ['null', 'null'],
  ['no JSON', 'export _local=1'],
  ['nothing', ''],
  ['what has it from its prototype alone', '{"__proto__":{"_local":{}}}'],
];

test.each(others)('%s is not written over, neither before the start nor after it', (_, text) => {
  const file = join(emptyDirectory(), 'outputs.json');
  writeFileSync(file, text);
  const refused = /outputs\.json is there already.*move it away, or name another place with --outputs-file <path>$/;
  expect(() => checkOutputsFile(file)).toThrow(refused);
  expect(() => writeOutputsFile(file, outputs)).toThrow(refused);
  expect(readFileSync(file, 'utf8')).toBe(text);
  writeFileSync(file, written);
  expect(() => checkOutputsFile(file)).not.toThrow();
});

const places: [what: string, make: (folder: string) => string, code: string][] = [
  ['a folder that is not there', (folder) => join(folder, 'missing', 'outputs.json'), "can't be written: ENOENT"],
  ['a folder itself', (folder) => folder, "can't be read: EISDIR"],
  [
    'below a file',
    (folder) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', 'outputs.json');
    },
    "can't be read: ENOTDIR",
  ],
];

test.each(places)('%s is refused before the start, with what to do', (_, make, code) => {
  const file = make(emptyDirectory());
  expect(() => checkOutputsFile(file)).toThrow(`${file} ${code}; name another place with --outputs-file <path>`);
  expect(() => checkOutputsFile(join(emptyDirectory(), 'outputs.json'))).not.toThrow();
});

// An administrator of the machine may write everywhere.
const unlessAdministrator = process.getuid?.() === 0 ? test.skip : test;
unlessAdministrator('a folder that nobody may write to is refused before the start', () => {
  const folder = join(emptyDirectory(), 'locked');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  expect(() => checkOutputsFile(join(folder, 'outputs.json'))).toThrow("can't be written: EACCES");
  chmodSync(folder, 0o700);
  expect(() => checkOutputsFile(join(folder, 'outputs.json'))).not.toThrow();
});

const onPosix = process.getuid === undefined ? test.skip : test;
onPosix.each<[what: string, make: (file: string) => void]>([
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  [
    'a link to a pipe',
    (file) => {
      execFileSync('mkfifo', [`${file}.pipe`]);
      symlinkSync(`${file}.pipe`, file);
    },
  ],
  ['a link to a device', (file) => symlinkSync('/dev/zero', file)],
])('%s is not waited for, nor written over', (_what, make) => {
  const file = join(emptyDirectory(), 'outputs.json');
  make(file);
  expect(() => checkOutputsFile(file)).toThrow('is there already');
  expect(() => writeOutputsFile(file, outputs)).toThrow('is there already');
  expect(lstatSync(file).isFile()).toBe(false);
  expect(() => checkOutputsFile(join(emptyDirectory(), 'outputs.json'))).not.toThrow();
});
