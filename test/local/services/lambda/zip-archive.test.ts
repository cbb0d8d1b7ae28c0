import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodeDirectories } from '../../../../local/services/lambda/code/code-directories';
import { readZip } from '../../../../local/services/lambda/code/zip-archive';
import { type ZipEntry, zip } from './zip-writer';

const code = 'exports.handler = async () => 1';
const good: ZipEntry = { name: 'index.js', content: code };

test('the files of an archive, packed or stored, in folders or not', () => {
  const archive = zip(
    good,
    { name: 'lib/', mode: 0o040755 },
    { name: 'lib/run.sh', content: '#!/bin/sh', mode: 0o100755, stored: true },
    { name: 'empty.txt' },
    { name: 'ünïcode.json', content: '{}', mode: 0 },
  );
  expect(
    new Map([...readZip(archive)].map(([name, { content, executable }]) => [name, [String(content), executable]])),
  ).toEqual(
    new Map([
      ['index.js', [code, false]],
      ['lib/run.sh', ['#!/bin/sh', true]],
      ['empty.txt', ['', false]],
      ['ünïcode.json', ['{}', false]],
    ]),
  );
});

test('a comment behind the archive is no harm', () => {
  const archive = zip(good);
  archive.writeUInt16LE(5, archive.length - 2);
  expect(readZip(Buffer.concat([archive, Buffer.from('hello')])).has('index.js')).toBe(true);
});

const link = 0o120777;
const cut = (bytes: number) => zip(good).subarray(0, -bytes);
const edited = (at: number, byte: number) => {
  const archive = zip(good);
  archive.writeUInt8(byte, at < 0 ? archive.length + at : at);
  return archive;
};
test.each([
  ['no archive', Buffer.from('PK'), 'no ZIP archive'],
  ['nothing', Buffer.alloc(0), 'no ZIP archive'],
  ['an archive without files', zip({ name: 'lib/', mode: 0o040755 }), 'holds no file'],
  ['an end that is cut off', cut(1), 'no ZIP archive'],
  ['a directory beyond the archive', edited(-6, 0xff), 'none of one plain archive'],
  ['several disks', edited(-18, 1), 'none of one plain archive'],
  ['an entry that stands nowhere', edited(0, 0), 'not where its directory says'],
  ['a parent folder', zip(good, { name: '../evil.js' }), 'leads out of the archive'],
  ['a parent folder within', zip(good, { name: 'lib/../../evil.js' }), 'leads out of the archive'],
  ['an absolute path', zip(good, { name: '/etc/passwd' }), 'leads out of the archive'],
  ['a path of Windows', zip(good, { name: '..\\evil.js' }), 'leads out of the archive'],
  ['a drive', zip(good, { name: 'C:evil.js' }), 'leads out of the archive'],
  ['an end of text in a name', zip(good, { name: 'evil.js\0.txt' }), 'leads out of the archive'],
  ['an empty name', zip(good, { name: '' }), 'leads out of the archive'],
  ['a folder above', zip(good, { name: '../', mode: 0o040755 }), 'leads out of the archive'],
  ['a link', zip(good, { name: 'etc', content: '/etc', mode: link }), 'neither a file nor a folder'],
  ['a device', zip(good, { name: 'null', mode: 0o020666 }), 'neither a file nor a folder'],
  ['a file that is a folder', zip(good, { name: 'lib/', mode: 0o100644 }), 'neither a file nor a folder'],
  ['one name twice', zip(good, good), 'there twice'],
  ['a file under a file', zip(good, { name: 'index.js/inner.js' }), 'both a file and a folder'],
  ['a password', zip({ ...good, flags: 0x801 }), 'encrypted'],
  ['an unknown method', zip({ ...good, method: 12 }), 'method 12'],
  ['another content than was packed', zip({ ...good, checksum: 1 }), 'not what was packed'],
  ['more than it declares', zip({ ...good, size: 3 }), 'does not unpack to its 3 bytes'],
  ['less than it declares', zip({ ...good, size: 3000 }), 'not what was packed'],
  ['a stored file of another size', zip({ ...good, stored: true, size: 3 }), 'not what was packed'],
])('%s is refused', (_what, archive, message) => {
  expect(() => readZip(archive)).toThrow(message);
  expect(readZip(zip(good)).size).toBe(1);
});

test('its size is bounded before anything is unpacked', () => {
  const zeros = zip({ name: 'zeros', content: Buffer.alloc(1001) });
  expect(() => readZip(zeros, 1000)).toThrow(expect.objectContaining({ oversized: true }));
  expect(readZip(zeros, 1001).get('zeros')?.content).toHaveLength(1001);
  expect(() => readZip(zip({ name: 'bomb', size: 262_144_001 }))).toThrow('262144001 bytes');
  const halves = { size: 131_072_001 };
  expect(() => readZip(zip({ name: 'a', ...halves }, { name: 'b', ...halves }))).toThrow('262144002 bytes');
});

describe('directories of code', () => {
  let directories: CodeDirectories;
  beforeEach(() => {
    directories = new CodeDirectories();
  });
  afterEach(() => directories.discardAll());

  test('an archive is unpacked once, for its owner alone', () => {
    const directory = directories.unpacked(zip(good, { name: 'bin/run', content: 'x', mode: 0o100755 }));
    expect(readFileSync(join(directory, 'index.js'), 'utf8')).toBe(code);
    expect(statSync(join(directory, 'bin/run')).mode & 0o100).toBe(0o100);
    expect(statSync(join(directory, 'index.js')).mode & 0o111).toBe(0);
    expect(statSync(directory).mode & 0o077).toBe(0);
    expect(directories.unpacked(zip(good, { name: 'bin/run', content: 'x', mode: 0o100755 }))).toBe(directory);
    expect(directories.unpacked(zip(good))).not.toBe(directory);
  });

  test('a discarded one is gone, others and strangers stay', () => {
    const [first, second] = [directories.unpacked(zip(good)), directories.inline('index.js', code)];
    directories.discard(first);
    directories.discard(__dirname);
    expect([existsSync(first), existsSync(second), existsSync(__dirname)]).toEqual([false, true, true]);
    expect(readFileSync(join(second, 'index.js'), 'utf8')).toBe(code);
    directories.discardAll();
    expect(existsSync(dirname(second))).toBe(false);
  });

  test('an archive that is refused leaves nothing', () => {
    expect(() => directories.unpacked(zip(good, { name: '../evil.js' }))).toThrow('leads out');
    expect(directories.unpacked(zip(good))).toBeDefined();
  });
});
