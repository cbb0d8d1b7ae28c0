import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEventFile } from '../../../bin/smoke-test/event-file';

const folder = mkdtempSync(join(tmpdir(), 'event-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string | Buffer): string {
  const file = join(folder, 'event.json');
  writeFileSync(file, text);
  return file;
}

/** What reading it is refused with. */
function refusalOf(file: string): string {
  try {
    return `none: ${JSON.stringify(readEventFile(file))}`;
  } catch (error) {
    return String(error);
  }
}

test('without a file the event is empty', () => {
  expect(readEventFile(undefined)).toEqual({});
});

test('a file’s object is the event', () => {
  const event = { tokens: [{ provider: 'google', token: 'MARKER' }], propagationSeconds: 0 };
  expect(readEventFile(fileWith(JSON.stringify(event)))).toEqual(event);
});

test.each<[string, string | Buffer]>([
  ['UTF-8 with a mark at the beginning', '\uFEFF{"propagationSeconds":0}'],
  ['UTF-16, as PowerShell writes it', Buffer.from('\uFEFF{"propagationSeconds":0}', 'utf16le')],
])('a file in %s is read as well', (_, text) => {
  expect(readEventFile(fileWith(text))).toEqual({ propagationSeconds: 0 });
});

test.each([
  ['no file', () => join(folder, 'missing.json'), "the file that --event names can't be read: ENOENT"],
  ['a token', () => 'eyJMARKER.eyJMARKER.MARKER', "the file that --event names can't be read: ENOENT"],
  ['a long token', () => 'MARKER'.repeat(1_000), "the file that --event names can't be read: ENAMETOOLONG"],
  [
    'a token with what no path holds',
    () => 'MARKER\0',
    "the file that --event names can't be read: ERR_INVALID_ARG_VALUE",
  ],
  ['a token below a file', () => `${fileWith('{}')}/MARKER`, "the file that --event names can't be read: ENOTDIR"],
  ['a folder', () => folder, "can't be read: EISDIR"],
  ['JSON itself', () => '{"tokens":[{"token":"MARKER"}]}', '--event takes the path of a file'],
  ['a file that breaks off', () => fileWith('{"tokens":[{"token":"MARKER'), 'event.json is not JSON'],
  ['a file with a token alone', () => fileWith('MARKER.eyJ.abc'), 'event.json is not JSON'],
  ['a list', () => fileWith('["MARKER"]'), 'must hold a JSON object'],
  ['null', () => fileWith('null'), 'must hold a JSON object'],
  ['another form of answer', () => fileWith('{"onFailure":"throw"}'), 'leave "onFailure" out'],
])('%s is refused, and nothing of it quoted', (_, file, sentence) => {
  const refusal = refusalOf(file());
  expect(refusal).toContain(sentence);
  expect(refusal).not.toContain('MARKER');
});
