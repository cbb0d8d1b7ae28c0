import type { GameFederationInput } from '../lib/config';

/** The players' stage: data outlives its stack, and nobody composes her own STS call. */
export const prod: GameFederationInput = {
  game: 'star-harvest',
  stage: 'prod',
  oidc: [
    {
      name: 'google',
      issuer: 'https://accounts.google.com',
      clientIds: ['REPLACE-ME.apps.googleusercontent.com'],
    },
  ],
  guests: { enabled: true },
  retainData: true,
  smokeTest: { logRetentionDays: 90 },
};
