import type { GameFederationInput } from '../../lib/config/schema';

/** A stage with one OpenID issuer, the developer provider and guests, both flows on: what tests of single parts change a field of. */
export const oneIssuer: GameFederationInput = {
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
