import type { GameFederationInput } from '../../lib/config/schema';

/**
 * The stage that the stories play on: everything that can be turned on beside the basic flow is on. Roles by mapping, which Cognito has in
 * the enhanced flow alone, are `local-roles`.
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
      // Another stage of the account imports it.
      shared: true,
      attributes: { clan: 'clan' },
      directRole: {},
    },
  ],
  amazon: { appId: 'amzn1.application-oa2-client.0123456789abcdef0123456789abcdef', directRole: {} },
  facebook: { appId: '123456789012345', directRole: {} },
  apple: { clientIds: ['example.star-harvest.game'] },
  google: {
    apps: {
      'star-harvest': {
        ios: '123456789012-ios.apps.googleusercontent.com',
        android: '123456789012-android.apps.googleusercontent.com',
      },
      // Another app on the same pool: its players are the same players, and their data the same data.
      'star-quest': { web: '123456789012-quest.apps.googleusercontent.com' },
    },
    directRole: {},
  },
  userPool: {
    domainPrefix: 'star-harvest-local',
    apps: {
      'star-harvest': {
        ios: { callbackUrls: ['starharvest://signed-in'], logoutUrls: ['starharvest://signed-out'] },
        web: { callbackUrls: ['http://localhost:5173/'], logoutUrls: ['http://localhost:5173/'] },
      },
    },
    customAttributes: ['clan'],
    attributes: { clan: 'custom:clan' },
  },
  saml: [
    {
      name: 'studio',
      metadataFile: 'test/stages/studio-saml-metadata.xml',
      attributes: { clan: 'https://studio.star-harvest.example/claims/clan' },
    },
  ],
  developerProvider: { name: 'login.star-harvest' },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: false,
  cors: { origins: ['http://localhost:5173'] },
  smokeTest: { developerUser: true, logRetentionDays: 1 },
};
