import { goodPassword, userPoolOnHand } from './user-pool-on-hand';

const email = 'adele@example.com';
const writable = { WriteAttributes: ['nickname', 'email', 'custom:founder'] };

/** A player, and what they can change of themselves. */
async function playerOf(changes: Parameters<typeof userPoolOnHand>[0] = {}) {
  const pool = userPoolOnHand({ client: writable, ...changes });
  await pool.player(email);
  const { AccessToken } = await pool.tokens(email);
  const update = (attributes: Record<string, string>) => ({
    AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  const attributes = async (): Promise<Record<string, string>> => {
    const { UserAttributes } = await pool.call('AdminGetUser', { UserPoolId: pool.UserPoolId, Username: email });
    return Object.fromEntries(UserAttributes.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]));
  };
  return { pool, AccessToken, update, attributes };
}

test.each<[string, Record<string, string>, string]>([
  [
    'a clan that the app may not write',
    { 'custom:clan': 'red' },
    'NotAuthorizedException: A client attempted to write',
  ],
  ['a name that the app may not write', { name: 'Adele' }, 'NotAuthorizedException: A client attempted to write'],
  ['a verified address', { email_verified: 'true' }, 'NotAuthorizedException: A client attempted to write'],
  ['their sub', { sub: 'x' }, 'NotAuthorizedException: A client attempted to write'],
  ['an attribute of Object', { constructor: 'x' }, 'NotAuthorizedException: A client attempted to write'],
  ['what cannot be changed', { 'custom:founder': 'yes' }, 'InvalidParameterException: user.custom:founder: Attribute'],
  ['an address that is none', { email: 'adele' }, 'InvalidParameterException: Invalid email address format.'],
])('a player cannot give themselves %s', async (_claim, attributes, sentence) => {
  const { pool, update } = await playerOf();
  expect(await pool.refusal('UpdateUserAttributes', update(attributes))).toContain(sentence);
  // One bad attribute spoils the call.
  expect(await pool.refusal('UpdateUserAttributes', update({ nickname: 'Dell', ...attributes }))).toContain(sentence);
  expect(await pool.refusal('UpdateUserAttributes', update({ nickname: 'Dell' }))).toBe('no refusal');
});

test('an administrator can write what an app cannot, but nothing that the pool does not have', async () => {
  const { pool, attributes } = await playerOf();
  const write = (Name: string) => ({
    UserPoolId: pool.UserPoolId,
    Username: email,
    UserAttributes: [{ Name, Value: 'red' }],
  });
  expect(await pool.refusal('AdminUpdateUserAttributes', write('custom:team'))).toMatch(/does not exist in the schema/);
  expect(await pool.refusal('AdminUpdateUserAttributes', write('sub'))).toMatch(/does not exist in the schema/);
  await pool.call('AdminUpdateUserAttributes', write('custom:clan'));
  expect(await attributes()).toMatchObject({ 'custom:clan': 'red' });
});

test('an empty value takes an attribute away', async () => {
  const { pool, update, attributes } = await playerOf();
  await pool.call('UpdateUserAttributes', update({ nickname: 'Dell' }));
  expect(await attributes()).toHaveProperty('nickname', 'Dell');
  await pool.call('UpdateUserAttributes', update({ nickname: '' }));
  expect(await attributes()).not.toHaveProperty('nickname');
});

describe('a new address', () => {
  const newer = 'adele@example.org';

  test('is not verified before its code comes back', async () => {
    const { pool, update, attributes, AccessToken } = await playerOf();
    const { CodeDeliveryDetailsList } = await pool.call('UpdateUserAttributes', update({ email: newer }));
    expect(CodeDeliveryDetailsList).toHaveLength(1);
    const { UserAttributes } = await pool.call('AdminGetUser', { UserPoolId: pool.UserPoolId, Username: newer });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/Incorrect/);
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(newer))).toBe('no refusal');
    await pool.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: pool.lastCode() });
    const after = await pool.call('GetUser', { AccessToken });
    expect(after.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    await expect(attributes()).rejects.toThrow('User does not exist.');
  });

  test('is not even set before that, where the pool keeps the verified one', async () => {
    const keeping = { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } };
    const { pool, update, attributes, AccessToken } = await playerOf({ pool: keeping });
    await pool.call('UpdateUserAttributes', update({ email: newer }));
    expect(await attributes()).toMatchObject({ email, email_verified: 'true' });
    await pool.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    expect(pool.sent.at(-1)).toMatchObject({ to: newer, purpose: 'email' });
    await pool.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: pool.lastCode() });
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(newer))).toBe('no refusal');
    expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/Incorrect/);
  });

  test('that another player signs in by is refused, however late they took it', async () => {
    const keeping = { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } };
    const { pool, update, AccessToken } = await playerOf({ pool: keeping });
    await pool.player('bela@example.com');
    expect(await pool.refusal('UpdateUserAttributes', update({ email: 'Bela@example.com' }))).toMatch(/^AliasExists/);
    expect(await pool.refusal('UpdateUserAttributes', update({ email: newer }))).toBe('no refusal');
    const code = pool.lastCode();
    await pool.player(newer);
    const verify = { AccessToken, AttributeName: 'email', Code: code };
    expect(await pool.refusal('VerifyUserAttribute', verify)).toMatch(/^AliasExists/);
  });
});

test('a password is changed by whoever knows the old one', async () => {
  const { pool, AccessToken } = await playerOf();
  const change = { AccessToken, PreviousPassword: goodPassword, ProposedPassword: 'Another-Horse-8' };
  expect(await pool.refusal('ChangePassword', { ...change, PreviousPassword: 'Wrong-Horse-7' })).toMatch(/Incorrect/);
  expect(await pool.refusal('ChangePassword', { ...change, ProposedPassword: 'weak' })).toMatch(/^InvalidPassword/);
  await pool.call('ChangePassword', change);
  expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email))).toMatch(/Incorrect/);
  expect(await pool.refusal('InitiateAuth', pool.passwordSignIn(email, 'Another-Horse-8'))).toBe('no refusal');
});
