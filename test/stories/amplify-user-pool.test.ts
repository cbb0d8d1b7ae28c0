import { Amplify } from 'aws-amplify';
import {
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { startUserPoolGame, type UserPoolGame } from './user-pool-game';

const username = 'adele@example.com';
const password = 'Correct-Horse-7';

let game: UserPoolGame;
beforeAll(async () => {
  game = await startUserPoolGame();
  // Amplify warns of any endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  const { identityPoolId, userPoolId, cloud } = game;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId: game.clientId('App'),
        identityPoolId,
        allowGuestAccess: true,
        userPoolEndpoint: cloud.url,
        identityPoolEndpoint: cloud.url,
      },
    },
  });
});
afterAll(() => game.stop());

test('Amplify signs a player up and in by its own SRP, gets their credentials, refreshes and signs them out', async () => {
  await signUp({ username, password });
  await confirmSignUp({ username, confirmationCode: game.codeFor(username) });
  await expect(signIn({ username, password: 'Wrong-Horse-7' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
  await expect(signIn({ username, password })).resolves.toMatchObject({ isSignedIn: true });
  await expect(fetchUserAttributes()).resolves.toMatchObject({ email: username, email_verified: 'true' });

  const session = await fetchAuthSession();
  expect(session).toMatchObject({
    identityId: expect.stringMatching(/^eu-west-1:/),
    credentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
    userSub: (await getCurrentUser()).userId,
  });
  game.pass(1);
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  expect(refreshed.identityId).toBe(session.identityId);
  expect(String(refreshed.tokens?.idToken)).not.toBe(String(session.tokens?.idToken));

  await signOut({ global: true });
  const guest = await fetchAuthSession();
  expect(guest.tokens).toBeUndefined();
  expect(guest.identityId).not.toBe(session.identityId);
});
