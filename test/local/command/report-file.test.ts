import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginReportFile, writeReportFile } from '../../../local/command/report-file';
import type { Check } from '../../../local/smoke-test/report/failures';
import { emptyDirectory } from '../../assembly/assembly-on-disk';

const file = () => join(emptyDirectory(), 'checks.json');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const check = (name: string, actual: string): Check => ({
  who: 'guest',
  flow: 'basic',
  earlier: [],
  step: { name, expected: 'refused', actual, milliseconds: 1, ok: actual === 'refused', requestIds: ['r'] },
});
const [held, failed] = [check('may not scan the table', 'refused'), check('may not list', 'allowed')];
const cause = { outcome: 'Allowed', ways: [{ says: ['by Own'], writtenAt: [] }], checks: [failed] };

test('a run that has not come to its end has no good report, whatever stood there', () => {
  const path = file();
  writeReportFile(path, [{ stack: 'game', ok: true, checks: [held], causes: [] }]);
  expect(read(path)).toMatchObject({ ok: true });
  beginReportFile(path);
  expect(read(path)).toMatchObject({ ok: false, problem: expect.any(String), stacks: [] });
});

test('a report has each check with its outcome, and each cause once with its checks by their place', () => {
  const path = file();
  writeReportFile(path, [{ stack: 'game', ok: false, checks: [held, failed], causes: [cause] }]);
  const common = { who: 'guest', flow: 'basic', expected: 'refused', milliseconds: 1 };
  expect(read(path)).toEqual({
    schemaVersion: 1,
    kind: 'game-federation-checks',
    ok: false,
    stacks: [
      {
        stack: 'game',
        ok: false,
        checks: [
          { ...common, name: 'may not scan the table', actual: 'refused', ok: true },
          { ...common, name: 'may not list', actual: 'allowed', ok: false },
        ],
        causes: [{ outcome: 'Allowed', because: [{ says: ['by Own'], writtenAt: [] }], checks: [1] }],
      },
    ],
  });
});

test('a run that broke off says why, and is not ok whatever else held', () => {
  const path = file();
  writeReportFile(path, [{ stack: 'game', ok: true, checks: [held], causes: [] }], 'the other one broke off');
  expect(read(path)).toMatchObject({ ok: false, problem: 'the other one broke off', stacks: [{ ok: true }] });
});

test.each(['{"name":"game"}', '[]', 'null', '', 'checks'])('a file that holds %j is not replaced', (content) => {
  const path = file();
  writeFileSync(path, content);
  expect(() => beginReportFile(path)).toThrow(
    'it is no report of checks; move it away, or name another place with --report',
  );
  expect(readFileSync(path, 'utf8')).toBe(content);
});
