import { issuerFetch } from '../../../../local/identities/issuer-fetch';
import { startAmazonProvider } from '../../../../local/idp/access-tokens/amazon-provider';
import { startFacebookProvider } from '../../../../local/idp/access-tokens/facebook-provider';
import { authorizationEndpoints, signInForAccessToken } from '../../../../local/idp/access-tokens/sign-in';
import type { StandIn } from '../../../../local/idp/access-tokens/stand-in';
import { refusalOf } from '../../federation/cloud';
import { arn, providerArn, resource, role } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';
import { Issuer, issuersFetch } from '../../federation/issuer';

type Provider = keyof typeof authorizationEndpoints;

const trust = (principal: string, key: string, app: string, provider = principal) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: provider },
  Condition: { StringEquals: { [`${principal}:${key}`]: app } },
});
const amazonApp = 'amzn1.application-oa2-client.star';
const resources = [
  role('Amazon', trust('www.amazon.com', 'app_id', amazonApp)),
  role('Facebook', trust('graph.facebook.com', 'app_id', '7')),
  role('Google', trust('accounts.google.com', 'aud', 'star.apps.googleusercontent.com')),
];

let standIns: readonly StandIn[];
let playing: typeof fetch;
let game: Game;
let google: Issuer;
beforeAll(async () => {
  standIns = await Promise.all([startAmazonProvider(), startFacebookProvider()]);
  playing = issuerFetch(Object.assign({}, ...standIns.map(({ table }) => table)));
});
afterAll(() => Promise.all(standIns.map((standIn) => standIn.stop())));
beforeEach(async () => {
  game = await startGame({ resources, fetch: (...args) => elsewhere(...args) });
  google = await Issuer.start('https://accounts.google.com', 'star.apps.googleusercontent.com', game.clock);
});
const elsewhere: typeof fetch = (...args) => issuersFetch([google], playing)(...args);

const accessToken = (name: Provider, clientId: string, player = 'Ana') =>
  signInForAccessToken({ authorizationEndpoint: authorizationEndpoints[name], fetch: playing, clientId, player });
const assume = (roleName: string, WebIdentityToken: string, ProviderId?: string) =>
  game.cloud.token('AssumeRoleWithWebIdentity', {
    RoleArn: arn(roleName),
    RoleSessionName: 'game',
    WebIdentityToken,
    ...(ProviderId === undefined ? {} : { ProviderId }),
  });

describe('direct federation with an access token', () => {
  const cases: [string, Provider, string, string, string][] = [
    ['Amazon', 'www.amazon.com', amazonApp, 'www.amazon.com:app_id', 'www.amazon.com:user_id'],
    ['Facebook', 'graph.facebook.com', '7', 'graph.facebook.com:app_id', 'graph.facebook.com:id'],
  ];

  test.each(cases)('of %s gives the role that trusts its app', async (name, provider, app, appKey, userKey) => {
    const answer = await assume(name, await accessToken(provider, app), provider);
    expect(answer).toMatchObject({ Provider: provider, Audience: app });
    const { context } = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(context.get(appKey)).toBe(app);
    expect(context.get(userKey)).toBe(answer.SubjectFromWebIdentityToken);
    expect(context.get('aws:federatedprovider')).toBe(provider);
  });

  test.each(cases)(
    'of %s is refused for another app, another provider’s role and another provider',
    async (name, provider, app) => {
      const token = await accessToken(provider, app);
      const [other, otherProvider] =
        name === 'Amazon' ? ['Facebook', 'graph.facebook.com'] : ['Amazon', 'www.amazon.com'];
      const denied = { code: 'AccessDenied', status: 403 };
      expect(await refusalOf(assume(name, await accessToken(provider, `${app}1`), provider))).toMatchObject(denied);
      expect(await refusalOf(assume(other ?? '', token, provider))).toMatchObject(denied);
      expect(await refusalOf(assume(name, token, otherProvider))).toEqual({
        code: 'IDPRejectedClaim',
        message: expect.stringMatching(`^${otherProvider}: .* responded with HTTP/1.1 400 Bad Request$`),
        status: 403,
      });
      await expect(assume(name, token, provider)).resolves.toHaveProperty('Credentials');
    },
  );

  test('without ProviderId is no JWT, and with another ProviderId no known one', async () => {
    const token = await accessToken('www.amazon.com', amazonApp);
    expect(await refusalOf(assume('Amazon', token))).toMatchObject({ code: 'InvalidIdentityToken' });
    expect(await refusalOf(assume('Amazon', token, 'accounts.google.com'))).toMatchObject({ code: 'ValidationError' });
    await expect(assume('Amazon', token, 'www.amazon.com')).resolves.toHaveProperty('Credentials');
  });

  test('says so where the provider can not be reached', async () => {
    const offline = await startGame({ resources });
    const call = offline.cloud.token('AssumeRoleWithWebIdentity', {
      RoleArn: arn('Amazon'),
      RoleSessionName: 'game',
      WebIdentityToken: 'Atza|x',
      ProviderId: 'www.amazon.com',
    });
    expect(await refusalOf(call)).toMatchObject({ code: 'IDPCommunicationError', status: 400 });
  });
});

describe('direct federation with Google’s token', () => {
  test('needs no IAM provider, and is for the app that the trust policy names', async () => {
    const answer = await assume('Google', await google.idToken('ana'));
    expect(answer.Provider).toBe('accounts.google.com');
    const { context } = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(context.get('accounts.google.com:sub')).toBe('ana');
    expect(
      await refusalOf(assume('Google', await google.idToken('ana', { aud: 'moon.apps.googleusercontent.com' }))),
    ).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  test('counts azp as aud, and tells the real aud apart', async () => {
    const token = await google.idToken('ana', { aud: 'backend', azp: 'star.apps.googleusercontent.com' });
    const answer = await assume('Google', token);
    const { context } = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(context.get('accounts.google.com:aud')).toBe('star.apps.googleusercontent.com');
    expect(context.get('accounts.google.com:oaud')).toEqual(['backend']);
  });

  test('stands for the account’s own IAM provider too, for its client IDs alone', async () => {
    const googleArn = providerArn('accounts.google.com');
    game = await startGame({
      resources: [
        ...resources,
        resource('GoogleProvider', 'AWS::IAM::OIDCProvider', googleArn, {
          Url: 'https://accounts.google.com',
          ClientIdList: ['star.apps.googleusercontent.com'],
        }),
        role('OwnGoogle', {
          ...trust('accounts.google.com', 'aud', 'moon.apps.googleusercontent.com', googleArn),
          Condition: {},
        }),
      ],
      fetch: elsewhere,
    });
    google = await Issuer.start('https://accounts.google.com', 'star.apps.googleusercontent.com', game.clock);
    await expect(assume('OwnGoogle', await google.idToken('ana'))).resolves.toHaveProperty('Provider', googleArn);
    await expect(assume('Google', await google.idToken('ana'))).resolves.toHaveProperty(
      'Provider',
      'accounts.google.com',
    );
    const stranger = await google.idToken('ana', { aud: 'moon.apps.googleusercontent.com' });
    expect(await refusalOf(assume('OwnGoogle', stranger))).toMatchObject({ code: 'AccessDenied' });
  });
});
