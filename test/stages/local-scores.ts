import type { GameFederationInput } from '../../lib/config/schema';

/** The stage of the story about scores: an issuer, accounts of the game's own, a login of the game's servers, guests, and boards. */
export const localScores: GameFederationInput = {
  game: 'star-harvest',
  stage: 'local-scores',
  account: '123456789012',
  region: 'eu-west-1',
  oidc: [{ name: 'star-harvest', issuer: 'https://scores.star-harvest.example', clientIds: ['star-harvest-web'] }],
  userPool: {
    domainPrefix: 'star-harvest-scores',
    apps: { 'star-harvest': { web: { callbackUrls: ['http://localhost:5173/'] } } },
  },
  developerProvider: { name: 'login.star-harvest' },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: true },
  scores: {
    boards: {
      weekly: { order: 'highest', min: 0, max: 1000, secondsBetween: 1, guests: true },
      'best-lap': { order: 'lowest', min: 15_000, max: 600_000, secondsBetween: 1 },
    },
  },
  retainData: false,
  cors: { origins: ['http://localhost:5173'] },
  smokeTest: { logRetentionDays: 1 },
};
