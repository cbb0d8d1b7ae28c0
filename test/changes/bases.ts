import type { GameFederationInput } from '../../lib/config/schema';
import { everything, samlMetadataFile } from '../lib/everything';

type Oidc = NonNullable<GameFederationInput['oidc']>[number];
type UserPool = NonNullable<GameFederationInput['userPool']>;

/** An OpenID issuer of nobody's. */
export const issuer = {
  name: 'my-studio',
  issuer: 'https://login.my-studio.com/players',
  clientIds: ['star-harvest'],
} satisfies Oidc;

const game = { callbackUrls: ['https://play.star-harvest.com/'] };

export const userPool = {
  domainPrefix: 'star-harvest',
  apps: { 'star-harvest': { ios: { callbackUrls: ['starharvest://signed-in'] }, web: game } },
  customAttributes: ['clan'],
  attributes: { clan: 'custom:clan' },
} satisfies UserPool;

export const partner = { name: 'partner', metadataFile: samlMetadataFile };

/** The rules by which players of the issuer get roles. */
export const moderators = {
  rules: [
    { claim: 'groups', match: 'contains', value: 'moderators', role: 'moderator' },
    { claim: 'plan', match: 'notEqual', value: 'banned', role: 'authenticated' },
  ],
} satisfies Oidc['roleMapping'];

/** A stage whose data is retained, with one provider of each kind and nothing besides: what a change is made to. */
export const retained = {
  game: 'star-harvest',
  stage: 'prod',
  account: '123456789012',
  region: 'eu-west-1',
  oidc: [issuer],
  saml: [partner],
  userPool,
  amazon: { appId: everything.amazon?.appId ?? '' },
  guests: { enabled: true, ownData: true },
  basicFlow: { enabled: true, sessionSeconds: 3600 },
  retainData: true,
  protect: true,
} satisfies GameFederationInput;

/** The same with roles by rule and by token, and so without the basic flow. */
export const mapped = {
  ...retained,
  oidc: [{ ...issuer, roleMapping: moderators }],
  userPool: { ...userPool, roleMapping: { fromToken: true, ambiguous: 'authenticated' } },
  roles: { moderator: { grants: ['moderateFiles'] }, 'board-keeper': { grants: ['moderateBoards'] } },
  basicFlow: { enabled: false },
} satisfies GameFederationInput;

/** The same stage, disposable: its data goes with its stack. */
export const disposable = {
  ...retained,
  stage: 'dev',
  retainData: false,
  protect: false,
} satisfies GameFederationInput;
