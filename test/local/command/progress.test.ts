import { Progress } from '../../../local/command/progress';
import { withoutProgress } from './progress-lines';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function progressOn(stream: { readonly isTTY?: boolean; readonly columns?: number }) {
  const written: string[] = [];
  const progress = new Progress({ ...stream, write: (text) => written.push(text) }, () => Date.now());
  return { progress, said: () => written.splice(0).join('') };
}
const cleared = '\r\u001b[K';

test('on a terminal one line says what is being done, and is never two seconds old', () => {
  const { progress, said } = progressOn({ isTTY: true });
  let found = 0;
  progress.step(() => `trying, ${found} decisions`);
  expect(said()).toBe(`${cleared}trying, 0 decisions …`);
  found = 7;
  jest.advanceTimersByTime(2_000);
  expect(said()).toContain(`${cleared}trying, 7 decisions … 2 s`);
  progress.step('telling');
  expect(said()).toBe(`${cleared}${cleared}telling …`);
  progress.end();
  expect(said()).toBe(cleared);
  jest.advanceTimersByTime(60_000);
  expect(said()).toBe('');
});

test('a line that would wrap is cut', () => {
  const { progress, said } = progressOn({ isTTY: true, columns: 10 });
  progress.step('synthesizing many stages');
  expect(said()).toBe(`${cleared}synthesiz`);
  progress.end();
});

test('elsewhere each step is a line, one that takes long is said again, and nothing is cleared', () => {
  const { progress, said } = progressOn({});
  progress.step('synthesizing');
  progress.step('starting');
  expect(said()).toBe('synthesizing …\nstarting …\n');
  jest.advanceTimersByTime(9_000);
  expect(said()).toBe('');
  jest.advanceTimersByTime(2_000);
  const again = said();
  expect(again).toBe('starting … 10 s\n');
  expect(withoutProgress(`${again}Not started: why\n`)).toBe('Not started: why\n');
  progress.end();
  expect(said()).toBe('');
});
