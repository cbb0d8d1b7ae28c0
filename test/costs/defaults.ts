import { parseConfig } from '../../lib/config/parse';

/** A stage that says nothing of what it costs. */
export const withDefaults = parseConfig({
  game: 'star-harvest',
  stage: 'prod',
  guests: { enabled: true },
  retainData: true,
  // What it costs says `throttle`, which is left out.
  scores: { boards: { weekly: { order: 'highest', min: 0, max: 1000, secondsBetween: 60, guests: true } } },
});
