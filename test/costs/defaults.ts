import { parseConfig } from '../../lib/config/parse';

/** A stage that says nothing of what it costs. */
export const withDefaults = parseConfig({
  game: 'star-harvest',
  stage: 'prod',
  guests: { enabled: true },
  retainData: true,
});
