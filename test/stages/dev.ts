import type { GameFederationInput } from '../../lib/config/schema';

/** As the example's `dev`: disposable, with one client ID that is still a placeholder. */
export const dev: GameFederationInput = {
  game: 'star-harvest',
  stage: 'dev',
  google: { clientIds: ['REPLACE-ME.apps.googleusercontent.com'] },
  guests: { enabled: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: false,
  table: { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 },
  smokeTest: { logRetentionDays: 7 },
};
