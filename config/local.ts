import type { GameFederationInput } from '../lib/config/schema';

/**
 * The stage of the local cloud: everything that can be turned on beside the basic flow is on, so that everything is tried; roles by
 * mapping, which Cognito has in the enhanced flow alone, are `local-roles`. Never deployed: its issuers are played on this machine, and
 * its account is the one of AWS's documentation.
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
      metadataFile: 'config/studio-saml-metadata.xml',
      attributes: { clan: 'https://studio.star-harvest.example/claims/clan' },
    },
  ],
  developerProvider: { name: 'login.star-harvest' },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  scores: {
    boards: {
      weekly: { order: 'highest', min: 0, max: 1_000_000, secondsBetween: 5, guests: true },
      'best-lap': { order: 'lowest', min: 15_000, max: 600_000, secondsBetween: 15 },
    },
  },
  retainData: false,
  cors: { origins: ['http://localhost:5173'] },
  smokeTest: { developerUser: true, logRetentionDays: 1 },
};
