import { roleAttribute } from '../../../../local/identities/saml/saml-login';
import { type CredentialsAnswer, refusalOf, TestClock } from '../../federation/cloud';
import { account, arn, poolId, poolTrust, resource, role } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';
import { SamlIssuer } from '../../identities/saml/saml-issuer';

const providerArn = `arn:aws:iam::${account}:saml-provider/studio`;
const studio = new SamlIssuer('https://studio.example/saml', new TestClock());
let game: Game;
beforeEach(async () => {
  game = await startGame({
    pool: { SamlProviderARNs: [providerArn] },
    resources: [
      resource('Saml', 'AWS::IAM::SAMLProvider', providerArn, { SamlMetadataDocument: studio.metadata() }),
      role('Designer', poolTrust(poolId, 'authenticated')),
    ],
  });
});

const logins = (attributes: Record<string, readonly string[]> = {}) => ({
  [providerArn]: studio.response('ana', { attributes }),
});
const idOf = async (Logins: object) =>
  (await game.cloud.identity('GetId', { IdentityPoolId: poolId, Logins })).IdentityId;
const credentials = async (Logins: object, more: object = {}) =>
  game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', {
    IdentityId: await idOf(Logins),
    Logins,
    ...more,
  });
const roleOf = async (answer: Promise<CredentialsAnswer>) =>
  game.cloud.session((await answer).Credentials.AccessKeyId).arn.split('/')[1];
const roles = (...names: string[]) => ({ [roleAttribute]: names.map((name) => `${arn(name)},${providerArn}`) });

describe('a player of a SAML provider', () => {
  test('has one identity, and by default the authenticated role', async () => {
    expect(await idOf(logins())).toBe(await idOf(logins()));
    const answer = await credentials(logins());
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(session.arn).toContain('/Player/');
    expect(session.context.get('cognito-identity.amazonaws.com:amr')).toEqual(['authenticated', providerArn]);
  });

  test('has the role that their assertion offers, or asks for one of several', async () => {
    expect(await roleOf(credentials(logins(roles('Designer'))))).toBe('Designer');
    const several = logins(roles('Designer', 'Player'));
    expect(await refusalOf(credentials(several))).toMatchObject({ code: 'NotAuthorizedException' });
    expect(await roleOf(credentials(several, { CustomRoleArn: arn('Designer') }))).toBe('Designer');
    expect(await refusalOf(credentials(several, { CustomRoleArn: arn('Guest') }))).toMatchObject({
      code: 'NotAuthorizedException',
    });
  });

  test('has no basic flow', async () => {
    const Logins = logins();
    const IdentityId = await idOf(Logins);
    expect(await refusalOf(game.cloud.identity('GetOpenIdToken', { IdentityId, Logins }))).toEqual({
      code: 'InvalidParameterException',
      message: 'Basic (classic) flow is not supported with SAML, please use enhanced flow.',
      status: 400,
    });
  });

  const refusals: [string, RegExp, () => string][] = [
    ['a response that has expired', /Token expired/, () => studio.response('ana', { expires: -1 })],
    ['one for another audience', /Incorrect token audience/, () => studio.response('ana', { audience: 'urn:else' })],
    [
      'one for another recipient',
      /Incorrect token recipient/,
      () => studio.response('ana', { recipient: 'https://else.example' }),
    ],
    ['one of another issuer', /Issuer doesn't match/, () => studio.response('ana', { issuer: 'https://else.example' })],
    ['an ID token', /Not a valid SAML response/, () => 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'],
    [
      'one signed with another key',
      /Couldn't verify signed token/,
      () => new SamlIssuer(studio.entityId, studio.clock).response('ana'),
    ],
  ];
  test.each(refusals)('is refused with %s', async (_what, message, response) => {
    const refusal = await refusalOf(idOf({ [providerArn]: response() }));
    expect(refusal).toMatchObject({ code: 'NotAuthorizedException', status: 400 });
    expect(refusal.message).toMatch(message);
    await expect(idOf(logins())).resolves.toMatch(/^eu-west-1:/);
  });
});

test('metadata that can not be used stops the start, and names its place', async () => {
  const bad = resource('Saml', 'AWS::IAM::SAMLProvider', providerArn, { SamlMetadataDocument: '<a/>' });
  await expect(startGame({ resources: [bad] })).rejects.toThrow(
    /^game: Saml: the SAML metadata document can't be used/,
  );
});
