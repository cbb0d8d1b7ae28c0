import { type AccountOnHand, accountOnHand } from '../../deployments/account-on-hand';

let account: AccountOnHand;
const codes: { username: string; to?: string; code: string; purpose: string }[] = [];
beforeAll(async () => {
  account = await accountOnHand({ onCode: (code) => codes.push(code) });
});
afterAll(() => account.cloud.stop());

const inPool = { UserPoolId: { Ref: 'Pool' } };
const template = (user: object, member: object = {}) => ({
  Resources: {
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { AliasAttributes: ['email'], UserPoolName: 'players' } },
    Mods: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { ...inPool, GroupName: 'mods' } },
    Ana: {
      Type: 'AWS::Cognito::UserPoolUser',
      Properties: {
        ...inPool,
        Username: 'ana',
        UserAttributes: [{ Name: 'email', Value: 'ana@my-studio.com' }],
        ...user,
      },
    },
    Member: {
      Type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
      DependsOn: 'Ana',
      Properties: { ...inPool, Username: 'ana', GroupName: { Ref: 'Mods' }, ...member },
    },
  },
});

test('a user of a template is invited, and is in their group', async () => {
  expect(await account.deploy('game', template({}))).toBe('CREATE_COMPLETE');
  expect(codes).toMatchObject([{ username: 'ana', to: 'ana@my-studio.com', purpose: 'invitation' }]);
  // Another name is another user.
  expect(await account.deploy('game', template({ Username: 'bea' }, { Username: 'bea' }))).toBe('UPDATE_COMPLETE');
  expect(codes.map(({ username }) => username)).toEqual(['ana', 'bea']);
  expect(await account.remove('game')).toBe('DELETE_COMPLETE');
});

test.each<[string, object, object, string]>([
  [
    'an attribute that is not in the schema',
    { UserAttributes: [{ Name: 'colour', Value: 'red' }] },
    {},
    'Attribute does not exist in the schema',
  ],
  ['a group that is not there', {}, { GroupName: 'none' }, 'Group not found.'],
  ['a user who is not there', {}, { Username: 'nobody' }, 'User does not exist.'],
  ['mail again', { MessageAction: 'RESEND' }, {}, 'only SUPPRESS is supported here'],
])('%s is refused', async (_what, user, member, why) => {
  expect(await account.deploy('refused', template(user, member), { OnFailure: 'DO_NOTHING' })).toBe('CREATE_FAILED');
  expect((await account.history('refused')).join('\n')).toContain(why);
  expect(await account.remove('refused')).toBe('DELETE_COMPLETE');
});
