import type { GameFederationInput } from '../lib/config';

/** The developers' stage in AWS: disposable, its data goes with its stacks. */
export const dev: GameFederationInput = {
  game: 'star-harvest',
  stage: 'dev',
  oidc: [
    {
      name: 'google',
      issuer: 'https://accounts.google.com',
      clientIds: ['REPLACE-ME.apps.googleusercontent.com'],
    },
  ],
  guests: { enabled: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: false,
  table: { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 },
  smokeTest: { logRetentionDays: 7 },
};
