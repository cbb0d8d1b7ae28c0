import type { GameFederationInput } from '../../lib/config/schema';

/** Metadata of a SAML provider whose certificate lasts a hundred years. */
export const samlMetadataFile = 'test/lib/__fixtures__/saml-metadata.xml';

/**
 * A stage with every way to sign in, roles by rule and by token, clans and direct federation. The basic flow is off: Cognito
 * refuses it beside role mappings.
 */
export const everything: GameFederationInput = {
  game: 'star-harvest',
  stage: 'everything',
  account: '123456789012',
  region: 'eu-west-1',
  amazon: { appId: 'amzn1.application-oa2-client.0123456789abcdef0123456789abcdef', directRole: {} },
  facebook: { appId: '123456789012345', directRole: {} },
  apple: { clientIds: ['com.my-studio.star-harvest'] },
  google: {
    apps: {
      'star-harvest': {
        ios: '123456789012-ios.apps.googleusercontent.com',
        android: '123456789012-android.apps.googleusercontent.com',
      },
      'star-market': { web: '123456789012-web.apps.googleusercontent.com' },
    },
    directRole: { sessionSeconds: 7200 },
  },
  oidc: [
    {
      name: 'my-studio',
      issuer: 'https://login.my-studio.com/players',
      clientIds: ['star-harvest'],
      roleMapping: {
        rules: [
          { claim: 'groups', match: 'contains', value: 'moderators', role: 'moderator' },
          { claim: 'plan', match: 'notEqual', value: 'banned', role: 'authenticated' },
        ],
      },
      attributes: { clan: 'clan' },
      directRole: {},
    },
  ],
  userPool: {
    domainPrefix: 'star-harvest-everything',
    apps: {
      'star-harvest': {
        ios: { callbackUrls: ['starharvest://signed-in'], logoutUrls: ['starharvest://signed-out'] },
        web: { callbackUrls: ['https://play.star-harvest.com/', 'http://localhost:5173/'] },
      },
    },
    roleMapping: { fromToken: true, ambiguous: 'authenticated' },
    customAttributes: ['clan'],
    attributes: { clan: 'custom:clan' },
    ses: {
      fromEmail: 'accounts@star-harvest.com',
      fromName: 'Star Harvest',
      verifiedDomain: 'star-harvest.com',
      region: 'eu-west-1',
    },
  },
  saml: [
    {
      name: 'partner',
      metadataFile: samlMetadataFile,
      roleMapping: {
        rules: [{ claim: 'role', match: 'startsWith', value: 'board-', role: 'board-keeper' }],
        ambiguous: 'authenticated',
      },
      attributes: { clan: 'https://my-studio.com/claims/clan' },
    },
  ],
  developerProvider: { name: 'login.star-harvest' },
  roles: {
    moderator: { grants: ['moderateFiles', 'moderateBoards'] },
    'board-keeper': { grants: ['moderateBoards'] },
  },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: false },
  scores: {
    boards: {
      weekly: { order: 'highest', min: 0, max: 1_000_000, secondsBetween: 60, guests: true },
      'best-lap': { order: 'lowest', min: 15_000, max: 600_000, secondsBetween: 15 },
    },
  },
  retainData: true,
  smokeTest: { developerUser: true },
};

/** A stage that nobody signs in to. */
export const nothingButGuests: GameFederationInput = {
  game: 'star-harvest',
  stage: 'guests',
  guests: { enabled: true },
  retainData: false,
};

/** Each way to sign in by itself, as the fields that a configuration has for it. */
export const eachProvider: Readonly<Record<string, Partial<GameFederationInput>>> = {
  amazon: { amazon: everything.amazon },
  facebook: { facebook: everything.facebook },
  apple: { apple: everything.apple },
  'apple, several client IDs': { apple: { clientIds: ['com.my-studio.star-harvest', 'com.my-studio.web'] } },
  'apple, with a role for its own tokens': { apple: { clientIds: ['com.my-studio.star-harvest'], directRole: {} } },
  google: { google: { clientIds: ['123456789012-web.apps.googleusercontent.com'], directRole: {} } },
  'google, several client IDs': { google: everything.google },
  oidc: { oidc: everything.oidc, roles: { moderator: { grants: ['moderateFiles'] } } },
  'oidc, imported': {
    oidc: [
      {
        name: 'my-studio',
        issuer: 'https://login.my-studio.com/players',
        clientIds: ['star-harvest'],
        importedArn: 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players',
        directRole: {},
      },
    ],
  },
  'user pool': { userPool: everything.userPool, roles: everything.roles },
  'user pool, imported': {
    userPool: {
      imported: { userPoolId: 'eu-west-1_a1B2c3D4e', clientIds: ['1example23456789'], smokeTestClientId: '2example' },
    },
  },
  saml: { saml: everything.saml, roles: { 'board-keeper': { grants: ['moderateBoards'] } } },
  'saml, imported': { saml: [{ name: 'partner', importedArn: 'arn:aws:iam::123456789012:saml-provider/partner' }] },
  developer: { developerProvider: everything.developerProvider, smokeTest: { developerUser: true } },
};
