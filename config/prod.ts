import type { GameFederationInput } from '../lib/config';

/** The players' stage: data outlives its stack, and nobody composes her own STS call. */
export const prod: GameFederationInput = {
  game: 'star-harvest',
  stage: 'prod',
  // One client ID takes no IAM provider, so stages may share an account; several (iOS, Android, web) make one.
  google: { clientIds: ['REPLACE-ME.apps.googleusercontent.com'] },
  guests: { enabled: true },
  retainData: true,
  smokeTest: { logRetentionDays: 90 },
};
