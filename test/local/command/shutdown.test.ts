import { EventEmitter } from 'node:events';
import { Shutdown } from '../../../local/command/shutdown';

/** A process that notes how it is ended. */
function fakeProcess() {
  const exits: number[] = [];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  return { process: process as unknown as NodeJS.Process, exits, kill: (signal: string) => process.emit(signal) };
}

const settled = () => new Promise(setImmediate);

test('what was started last ends first, each once, and one after the other', async () => {
  const shutdown = new Shutdown();
  const ended: string[] = [];
  shutdown.afterwards(() => ended.push('directory'));
  shutdown.afterwards(async () => {
    await settled();
    ended.push('cloud');
  });
  await Promise.all([shutdown.end(), shutdown.end()]);
  expect(ended).toEqual(['cloud', 'directory']);
  expect(shutdown.signal.aborted).toBe(false);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])('%s ends what is running, then the process with %d', async (signal, code) => {
  const { process, exits, kill } = fakeProcess();
  const shutdown = new Shutdown();
  let stop = () => {};
  shutdown.afterwards(() => new Promise<void>((resolve) => (stop = resolve)));
  shutdown.endOnSignals(process);
  kill(signal);
  await settled();
  expect([shutdown.signal.aborted, exits]).toEqual([true, []]);
  stop();
  await settled();
  expect(exits).toEqual([code]);
});

test('a second Ctrl-C does not wait', () => {
  const { process, exits, kill } = fakeProcess();
  const shutdown = new Shutdown();
  shutdown.afterwards(() => new Promise(() => {}));
  shutdown.endOnSignals(process);
  kill('SIGINT');
  expect(exits).toEqual([]);
  kill('SIGINT');
  expect(exits).toEqual([130]);
});
