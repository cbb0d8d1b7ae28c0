import { SamlIssuer } from '../identities/saml/saml-issuer';
import { TestClock } from './cloud';
import { account, arn, providerArn, resource, role } from './deployment';
import type { Game, GameChanges } from './game';
import { Issuer, issuersFetch } from './issuer';
import { basic, basicByBackend, direct, enhanced, enhancedByBackend, type MakeCall } from './taking-calls';

/** One way to a role, for two roles of which the second does not trust who comes by it. */
export interface WayIn {
  readonly way: string;
  readonly trusting: string;
  readonly untrusting: string;
  /** The action that the second refuses. Absent: `sts:AssumeRoleWithWebIdentity`. */
  readonly action?: string;
  /** Why, in the explanation's words. */
  readonly reason: string;
  /** The game of this way, in which the role is attached where the player does not pick it. */
  readonly changes?: (roleName: string) => GameChanges;
  readonly call: MakeCall;
}

const samlArn = `arn:aws:iam::${account}:saml-provider/studio`;
const studio = new SamlIssuer('https://studio.example/saml', new TestClock());
const studioProvider = resource('Saml', 'AWS::IAM::SAMLProvider', samlArn, {
  SamlMetadataDocument: studio.metadata(),
});

const googleArn = providerArn('accounts.google.com');
const googleApp = 'star.apps.googleusercontent.com';
const google = () => Issuer.start('https://accounts.google.com', googleApp, new TestClock());
const googleProvider = resource('Google', 'AWS::IAM::OIDCProvider', googleArn, {
  Url: 'https://accounts.google.com',
  ClientIdList: [googleApp],
});

const amazonApp = 'amzn1.application-oa2-client.star';
const amazonAnswer = { iss: 'https://www.amazon.com', aud: amazonApp, user_id: 'amzn1.account.ana', exp: 3600 };

const noLogin = async () => ({});
const openId = async ({ issuer }: Game) => ({ [issuer.name]: await issuer.idToken('ana') });
const openIdWithRole = async ({ issuer }: Game, roleName: string) => ({
  [issuer.name]: await issuer.idToken('ana', { 'cognito:preferred_role': arn(roleName) }),
});
const saml = async () => ({ [samlArn]: studio.response('ana') });
const openIdToken = ({ issuer }: Game) => issuer.idToken('ana');

const authenticated = (roleName: string): GameChanges => ({ roles: { authenticated: arn(roleName) } });
const unauthenticated = (roleName: string): GameChanges => ({ roles: { unauthenticated: arn(roleName) } });

const methods = (wanted: string, has: string) =>
  `the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr wants '${wanted}' and the request has ['${has}'`;
const forGuests = { trusting: 'Guest', untrusting: 'Player', reason: methods('authenticated', 'unauthenticated') };
const forPlayers = { trusting: 'Player', untrusting: 'Guest', reason: methods('unauthenticated', 'authenticated') };

/** A role for a provider that AWS knows by itself, of one app. */
function ofApp(name: string, provider: string, appKey: string, app: string) {
  return role(name, {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
    Condition: { StringEquals: { [`${provider}:${appKey}`]: app } },
  });
}

/** Every way in which a player gets to a role. */
export const waysIn: readonly WayIn[] = [
  { ...forGuests, way: 'the enhanced flow, as a guest', changes: unauthenticated, call: enhanced(noLogin) },
  { ...forPlayers, way: 'the enhanced flow, signed in', changes: authenticated, call: enhanced(openId) },
  {
    ...forPlayers,
    way: 'the enhanced flow, by a role that the token says',
    changes: () => ({
      roleMappings: {
        [providerArn('login.star.example')]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
      },
    }),
    call: enhanced(openIdWithRole),
  },
  {
    ...forPlayers,
    way: 'the enhanced flow, by SAML',
    changes: (roleName) => ({
      ...authenticated(roleName),
      pool: { SamlProviderARNs: [samlArn] },
      resources: [studioProvider],
    }),
    call: enhanced(saml),
  },
  { ...forPlayers, way: 'the enhanced flow, by the backend', changes: authenticated, call: enhancedByBackend() },
  {
    way: 'the enhanced flow, with session tags',
    trusting: 'TaggedPlayer',
    untrusting: 'Player',
    action: 'sts:TagSession',
    reason: 'no statement allows the action sts:TagSession',
    changes: authenticated,
    call: enhancedByBackend({ clan: 'red' }),
  },
  { ...forGuests, way: 'the basic flow, as a guest', call: basic(noLogin) },
  { ...forPlayers, way: 'the basic flow, signed in', call: basic(openId) },
  { ...forPlayers, way: 'the basic flow, by the backend', call: basicByBackend },
  {
    way: 'STS, with the token of an OpenID Connect provider',
    trusting: 'Direct',
    untrusting: 'DirectCurve',
    reason: `but not the principal (${providerArn('login.star.example')})`,
    call: direct(openIdToken, `${providerArn('login.star.example')}:star-app:ana`),
  },
  {
    way: 'STS, with Google’s token, which stands for two principals',
    trusting: 'ForStar',
    untrusting: 'ForMoon',
    reason: `the condition StringEquals accounts.google.com:aud wants 'moon' and the request has '${googleApp}'`,
    changes: () => ({
      resources: [
        googleProvider,
        ofApp('ForStar', 'accounts.google.com', 'aud', googleApp),
        ofApp('ForMoon', 'accounts.google.com', 'aud', 'moon'),
      ],
      fetch: async (...request) => issuersFetch([await google()])(...request),
    }),
    call: direct(async () => (await google()).idToken('ana'), `accounts.google.com:${googleApp}:ana`),
  },
  {
    way: 'STS, with Amazon’s access token',
    trusting: 'ForStar',
    untrusting: 'ForMoon',
    reason: `the condition StringEquals www.amazon.com:app_id wants 'moon' and the request has '${amazonApp}'`,
    changes: () => ({
      resources: [
        ofApp('ForStar', 'www.amazon.com', 'app_id', amazonApp),
        ofApp('ForMoon', 'www.amazon.com', 'app_id', 'moon'),
      ],
      fetch: async () => Response.json(amazonAnswer),
    }),
    call: direct(async () => 'Atza|token', `www.amazon.com:${amazonApp}:amzn1.account.ana`, {
      ProviderId: 'www.amazon.com',
    }),
  },
];
