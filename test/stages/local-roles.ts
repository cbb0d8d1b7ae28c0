import type { GameFederationInput } from '../../lib/config/schema';

/**
 * A second game beside the one of `local`, in the same account and apart from it: pool, bucket, table and roles of its own, and so other
 * identities for the same people. Here role mappings pick the players' roles, by rule and by token.
 */
export const localRoles: GameFederationInput = {
  game: 'star-market',
  stage: 'local-roles',
  account: '123456789012',
  region: 'eu-west-1',
  oidc: [
    {
      name: 'star-harvest',
      issuer: 'https://players.star-harvest.example',
      clientIds: ['star-harvest-ios', 'star-harvest-android'],
      importedArn: 'arn:aws:iam::123456789012:oidc-provider/players.star-harvest.example',
      roleMapping: {
        rules: [
          { claim: 'groups', match: 'contains', value: 'moderators', role: 'moderator' },
          { claim: 'plan', match: 'notEqual', value: 'banned', role: 'authenticated' },
        ],
      },
    },
  ],
  userPool: {
    domainPrefix: 'star-market-local',
    apps: { 'star-market': { web: { callbackUrls: ['http://localhost:5173/'] } } },
    roleMapping: { fromToken: true, ambiguous: 'authenticated' },
  },
  roles: {
    moderator: { grants: ['moderateFiles', 'moderateBoards'] },
    'board-keeper': { grants: ['moderateBoards'] },
  },
  guests: { enabled: true },
  retainData: false,
  smokeTest: { logRetentionDays: 1 },
};
