import { poolPlayerOf } from '../../../lambda/shared/caller';

const identityPoolId = 'eu-west-1:00000000-0000-4000-8000-000000000000';
const userPoolId = 'eu-west-1_a1B2c3D4e';
const identityId = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const sub = '66666666-7777-4888-9999-000000000000';
const another = '77777777-7777-4888-9999-000000000000';

const pool = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const account = `${pool},${pool}:CognitoSignIn:${sub}`;
/** A login at the game's own provider, as whom the player says. */
const developer = (user: string) => `login.game,login.game:${identityPoolId}:${user}`;

function accountOf(providers: string | null, type = 'authenticated'): string | undefined {
  const identity = {
    cognitoIdentityPoolId: identityPoolId,
    cognitoIdentityId: identityId,
    cognitoAuthenticationType: type,
    cognitoAuthenticationProvider: providers,
  };
  const player = poolPlayerOf({ requestContext: { identity } }, { identityPoolId, userPoolId });
  expect(player.identityId).toBe(identityId);
  return player.accountSub;
}

test.each([
  ['by an account alone', account],
  ['by an account and another provider', `${account},accounts.google.com`],
  ['by an account and the game’s own provider', `${account},${developer('adele')}`],
])('credentials got %s are that account’s', (_, providers) => {
  expect(accountOf(providers)).toBe(sub);
});

test.each([
  ['by nothing that is known', null],
  ['by another provider', 'accounts.google.com'],
  ['by the game’s own provider', developer('adele')],
  ['by the game’s own provider, as a user who is called like an account', developer(`adele,${account}`)],
  [
    'by the game’s own provider, as a user who is called like the end of one',
    developer(`x,${pool}:CognitoSignIn:${sub}`),
  ],
  ['by the game’s own provider, as such a user with a tail', developer(`x,${account},accounts.google.com`)],
  ['by an account behind what another login says', `${developer('adele')},${account}`],
  ['by a provider whose name begins alike', `${pool}x,${pool}x:CognitoSignIn:${sub}`],
  ['by an account of another pool', account.replaceAll(userPoolId, 'eu-west-1_other')],
  ['by an account of another region', account.replaceAll('cognito-idp.eu-west-1', 'cognito-idp.us-east-1')],
  ['by two accounts', `${account},${pool}:CognitoSignIn:${another}`],
  ['by an account whose sub is none', `${account}#x`],
  ['by an account without its pool', `${pool}:CognitoSignIn:${sub}`],
])('credentials got %s are no account’s', (_, providers) => {
  expect(accountOf(providers)).toBeUndefined();
  expect(accountOf(account)).toBe(sub);
});

test('a guest has no account, whatever is said of their logins', () => {
  expect(accountOf(account, 'unauthenticated')).toBeUndefined();
});
