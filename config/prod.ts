import type { GameFederationInput } from '../lib/config/schema';

/** The players' stage: data outlives its stack, and no app composes an STS call of its own. */
export const prod: GameFederationInput = {
  game: 'star-harvest',
  stage: 'prod',
  // One client ID takes no IAM provider, so stages may share an account; several (iOS, Android, web) make one.
  google: { clientIds: ['REPLACE-ME.apps.googleusercontent.com'] },
  guests: { enabled: true },
  retainData: true,
  // To be turned on once the first deployment is green; `protect` in lib/config/schema.ts says why not before.
  protect: false,
  smokeTest: { logRetentionDays: 90 },
};
