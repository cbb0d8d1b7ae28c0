import { type CredentialsAnswer, permits, refusalOf } from '../../federation/cloud';
import { arn, poolId, providerArn } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';

let game: Game;
beforeEach(async () => {
  game = await startGame();
});

const credentialsFor = (IdentityId: string, Logins: Record<string, string> = {}, more: object = {}) =>
  game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', { IdentityId, Logins, ...more });

const idOf = async (Logins: Record<string, string> = {}, IdentityPoolId = poolId) =>
  (await game.cloud.identity('GetId', { IdentityPoolId, Logins })).IdentityId;

const login = async (sub: string, claims = {}) => ({ [game.issuer.name]: await game.issuer.idToken(sub, claims) });

const sessionOf = async (answer: Promise<CredentialsAnswer>) =>
  game.cloud.session((await answer).Credentials.AccessKeyId);

const forbidden = (id: string) => ({
  code: 'NotAuthorizedException',
  message: `Access to Identity '${id}' is forbidden.`,
  status: 400,
});

const byToken = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' };

const ownFile = (id: string) => ({ action: 's3:GetObject', resource: `arn:aws:s3:::files/private/${id}/save.json` });

describe('a guest', () => {
  test('gets the guest role for an hour, with their own identity ID in its policy variables', async () => {
    const id = await idOf();
    const answer = await credentialsFor(id);
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(answer.IdentityId).toBe(id);
    expect(answer.Credentials.Expiration).toBe(Math.floor(game.clock.now() / 1000) + 3600);
    expect(session.arn).toBe('arn:aws:sts::111122223333:assumed-role/Guest/CognitoIdentityCredentials');
    expect(session.userId).toMatch(/^AROA[A-Z2-7]{17}:CognitoIdentityCredentials$/);
    expect(session.principal).toMatchObject({ kind: 'assumed-role', roleArn: arn('Guest') });
    expect(session.context.get('cognito-identity.amazonaws.com:amr')).toEqual(['unauthenticated']);
    expect(session.context.get('aws:federatedprovider')).toBe('cognito-identity.amazonaws.com');
    expect(permits(session, ownFile(id)).allowed).toBe(true);
    expect(permits(session, ownFile(await idOf())).allowed).toBe(false);
  });

  test('stays below the ceiling whatever their role grants', async () => {
    const guest = await sessionOf(credentialsFor(await idOf()));
    expect(guest.policies()?.identityPolicies).toHaveLength(1);
    expect(permits(guest, { action: 'iam:GetRole', resource: arn('Guest') }).allowed).toBe(false);
    const player = await login('ana');
    const session = await sessionOf(credentialsFor(await idOf(player), player));
    expect(session.sessionPolicies).toBeUndefined();
  });

  test('cannot choose a role', async () => {
    const id = await idOf();
    const refusal = await refusalOf(credentialsFor(id, {}, { CustomRoleArn: arn('Player') }));
    expect(refusal.code).toBe('NotAuthorizedException');
    await expect(credentialsFor(id)).resolves.toHaveProperty('Credentials');
  });
});

describe('a signed-in player', () => {
  test('gets the authenticated role', async () => {
    const ana = await login('ana');
    const id = await idOf(ana);
    const session = await sessionOf(credentialsFor(id, ana));
    expect(session.principal).toMatchObject({ roleArn: arn('Player') });
    expect(session.context.get('cognito-identity.amazonaws.com:sub')).toBe(id);
    expect(session.context.get('cognito-identity.amazonaws.com:aud')).toBe(poolId);
    expect(session.context.get('cognito-identity.amazonaws.com:amr')).toEqual(['authenticated', game.issuer.name]);
    expect(permits(session, ownFile(id)).allowed).toBe(true);
  });

  test('is not served without their login', async () => {
    const ana = await login('ana');
    const id = await idOf(ana);
    expect(await refusalOf(credentialsFor(id))).toEqual(forbidden(id));
    await expect(credentialsFor(id, ana)).resolves.toHaveProperty('IdentityId', id);
  });

  test('is not served to another player who knows their identity ID', async () => {
    const ana = await login('ana');
    const ben = await login('ben');
    const id = await idOf(ana);
    expect(await refusalOf(credentialsFor(id, ben))).toMatchObject({
      code: 'NotAuthorizedException',
      message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    });
    const benId = await idOf(ben);
    expect(await refusalOf(credentialsFor(id, ben))).toMatchObject({ code: 'NotAuthorizedException' });
    await expect(credentialsFor(benId, ben)).resolves.toHaveProperty('IdentityId', benId);
    await expect(credentialsFor(id, ana)).resolves.toHaveProperty('IdentityId', id);
  });

  test('takes a role of their token’s list, and no other', async () => {
    game = await startGame({ roleMappings: { [providerArn('login.star.example')]: byToken } });
    const ana = await login('ana', { 'cognito:roles': [arn('TaggedPlayer'), arn('Direct')] });
    const id = await idOf(ana);
    const session = await sessionOf(credentialsFor(id, ana, { CustomRoleArn: arn('TaggedPlayer') }));
    expect(session.principal).toMatchObject({ roleArn: arn('TaggedPlayer') });
    const unlisted = await refusalOf(credentialsFor(id, ana, { CustomRoleArn: arn('Guest') }));
    expect(unlisted.code).toBe('NotAuthorizedException');
    const untrusting = await refusalOf(credentialsFor(id, ana, { CustomRoleArn: arn('Direct') }));
    expect(untrusting.code).toBe('InvalidIdentityPoolConfigurationException');
  });
});

describe('a guest who signs in', () => {
  test('keeps their identity when their login is new, and needs it from then on', async () => {
    const guestId = await idOf();
    const ana = await login('ana');
    await expect(credentialsFor(guestId, ana)).resolves.toHaveProperty('IdentityId', guestId);
    expect(await refusalOf(credentialsFor(guestId))).toEqual(forbidden(guestId));
    expect(await idOf(ana)).toBe(guestId);
  });

  test('is merged into the identity that their login has already, and their guest identity is shut', async () => {
    const ana = await login('ana');
    const elder = await idOf(ana);
    const guestId = await idOf();
    const answer = await credentialsFor(guestId, ana);
    expect(answer.IdentityId).toBe(elder);
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(session.context.get('cognito-identity.amazonaws.com:sub')).toBe(elder);
    expect(await refusalOf(credentialsFor(guestId))).toEqual(forbidden(guestId));
    expect(await refusalOf(credentialsFor(guestId, ana))).toEqual(forbidden(guestId));
    await expect(credentialsFor(elder, ana)).resolves.toHaveProperty('IdentityId', elder);
  });

  test('stays a guest when their token does not hold', async () => {
    const guestId = await idOf();
    const expired = await login('ana', { exp: 1 });
    expect((await refusalOf(credentialsFor(guestId, expired))).message).toContain('Token expired');
    await expect(credentialsFor(guestId)).resolves.toHaveProperty('IdentityId', guestId);
  });
});

test('an identity that was never handed out is not found', async () => {
  const id = 'eu-west-1:00000000-0000-4000-8000-000000000000';
  expect(await refusalOf(credentialsFor(id))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `Identity '${id}' not found.`,
  });
});

describe('several logins in one call', () => {
  const second = async (sub: string) => ({ [game.secondIssuer.name]: await game.secondIssuer.idToken(sub) });

  test('are one player from then on', async () => {
    const both = { ...(await login('ana')), ...(await second('anna')) };
    const id = await idOf(both);
    expect(await idOf(await login('ana'))).toBe(id);
    expect(await idOf(await second('anna'))).toBe(id);
    const session = await sessionOf(credentialsFor(id, both));
    const amr = ['authenticated', game.issuer.name, game.secondIssuer.name];
    expect(session.context.get('cognito-identity.amazonaws.com:amr')).toEqual(amr);
  });

  test('link a new login to an identity of which one is given', async () => {
    const ana = await login('ana');
    const id = await idOf(ana);
    await credentialsFor(id, { ...ana, ...(await second('anna')) });
    expect(await idOf(await second('anna'))).toBe(id);
  });

  test('are refused where two players have one each', async () => {
    const ana = await login('ana');
    const ben = await second('ben');
    const id = await idOf(ana);
    await idOf(ben);
    expect((await refusalOf(idOf({ ...ana, ...ben }))).code).toBe('ResourceConflictException');
    expect((await refusalOf(credentialsFor(id, { ...ana, ...ben }))).code).toBe('ResourceConflictException');
    const guestId = await idOf();
    expect((await refusalOf(credentialsFor(guestId, { ...ana, ...ben }))).code).toBe('ResourceConflictException');
    await expect(credentialsFor(guestId)).resolves.toHaveProperty('IdentityId', guestId);
  });

  test('link nothing where one of them does not hold', async () => {
    const expired = { [game.secondIssuer.name]: await game.secondIssuer.idToken('anna', { exp: 1 }) };
    const ana = await login('ana');
    const id = await idOf(ana);
    expect((await refusalOf(credentialsFor(id, { ...ana, ...expired }))).message).toContain('Token expired');
    expect(await idOf(await second('anna'))).not.toBe(id);
  });
});
