import type { GameFederationInput } from '../lib/config';

/**
 * The stage of the local cloud: everything that can be turned on is on, so that everything is tried. Never deployed: its
 * issuer lives in a domain that exists nowhere, and its account is the one of AWS's documentation.
 */
export const local: GameFederationInput = {
  game: 'star-harvest',
  stage: 'local',
  account: '123456789012',
  region: 'eu-west-1',
  oidc: [
    {
      name: 'star-harvest',
      issuer: 'https://players.star-harvest.example',
      clientIds: ['star-harvest-ios', 'star-harvest-android'],
    },
  ],
  developerProvider: { name: 'login.star-harvest' },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: false,
  cors: { origins: ['http://localhost:5173'] },
  smokeTest: { developerUser: true, logRetentionDays: 1 },
};
