import type { GameFederationInput } from '../../lib/config/schema';

/** As the example's `prod`: data outlives its stack, and the basic flow is off. */
export const prod: GameFederationInput = {
  game: 'star-harvest',
  stage: 'prod',
  google: { clientIds: ['REPLACE-ME.apps.googleusercontent.com'] },
  guests: { enabled: true },
  retainData: true,
  protect: false,
  smokeTest: { logRetentionDays: 90 },
};
