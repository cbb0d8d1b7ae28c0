import { run } from './command';
import { atMost, figure, type Measurement } from './figure';

/** The whole of `npm test`, once: it takes too long for a median. */
export const tests: Measurement = {
  name: 'tests',
  about: 'wall time of npm test; runs only when asked for (or --with-tests)',
  async measure() {
    const { milliseconds } = await run('npm', ['test', '--silent']);
    return [figure('npm test', 's', [milliseconds / 1000], atMost(60))];
  },
};
