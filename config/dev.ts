import type { GameFederationInput } from '../lib/config/schema';

/** The developers' stage in AWS: disposable, its data goes with its stacks. */
export const dev: GameFederationInput = {
  game: 'star-harvest',
  stage: 'dev',
  // One client ID takes no IAM provider, so stages may share an account; several (iOS, Android, web) make one.
  google: { clientIds: ['REPLACE-ME.apps.googleusercontent.com'] },
  guests: { enabled: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: false,
  table: { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 },
  smokeTest: { logRetentionDays: 7 },
};
