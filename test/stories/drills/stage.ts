import type { GameFederationInput } from '../../../lib/config/schema';

/** The stage that drills are played on: one issuer, guests with data of their own, and nothing that a drill does not ask for. */
export const stage: GameFederationInput = {
  game: 'moon-garden',
  stage: 'local',
  account: '123456789012',
  region: 'eu-west-1',
  oidc: [{ name: 'moon-garden', issuer: 'https://players.moon-garden.example', clientIds: ['moon-ios'] }],
  developerProvider: { name: 'login.moon-garden' },
  guests: { enabled: true, ownData: true },
  retainData: false,
  smokeTest: { developerUser: true, logRetentionDays: 1 },
};

/** The stage with other client IDs, or with something else of its issuer's entry. */
export const withIssuer = (changes: object, of: GameFederationInput = stage): GameFederationInput => ({
  ...of,
  oidc: (of.oidc ?? []).map((entry) => ({ ...entry, ...changes })),
});
