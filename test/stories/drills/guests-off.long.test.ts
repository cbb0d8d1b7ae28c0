import { CognitoIdentityClient, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Game } from '../deployment';
import { MovableClock } from '../every-login';
import { guest, type Player } from '../players';
import { type Drill, entered, finds, keep, outcome, stackNames, startDrill } from './drill';
import { stage } from './stage';

const clock = new MovableClock();
let passed = 0;
const pass = (seconds: number) => {
  passed += seconds;
  clock.set(passed);
};
let drill: Drill;
let game: Game;
beforeAll(async () => {
  drill = await startDrill({ clock });
  expect(await drill.deploy(stage)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  game = drill.game(stage);
});
afterAll(() => drill.stop());

const saved = ['level 7', 'level 7'];
const denied = ['AccessDenied', 'AccessDeniedException'];
const [, federation] = stackNames(stage);
const withoutGuests = { ...stage, guests: { enabled: false } };

/** A guest whose app has kept their identity ID, with new credentials. */
async function back(identityId: string): Promise<Player> {
  const { Credentials } = await new CognitoIdentityClient(game.client).send(
    new GetCredentialsForIdentityCommand({ IdentityId: identityId }),
  );
  const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
  const config = {
    ...game.client,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
  };
  return { identityId, s3: new S3Client(config), records: DynamoDBDocumentClient.from(new DynamoDBClient(config)) };
}

async function playing() {
  const [visitor, adele] = [await guest(game), await entered(game, 'Adele')];
  for (const player of [visitor, adele]) await keep(game, player, 'level 7');
  return { visitor, adele };
}

/** A stack of the operator's own: it denies the guests' role everything to sessions that began before a moment. */
const cutOff = (before: string) => ({
  Resources: {
    CutOff: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'CutOff',
        Roles: [game.guestRoleArn.split('/').at(-1)],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              ...{ Effect: 'Deny', Action: '*', Resource: '*' },
              Condition: { DateLessThan: { 'aws:TokenIssueTime': before } },
            },
          ],
        },
      },
    },
  },
});

test('a policy of the operator’s cuts running guest sessions off, and new ones, and players who signed in, go on', async () => {
  const { visitor, adele } = await playing();
  expect(await finds(game, visitor)).toEqual(saved);
  // The condition counts by the second.
  pass(5);
  const before = new Date(clock.now()).toISOString();
  expect(await drill.pipeline.deploy('guests-cut-off', cutOff(before))).toBe('CREATE_COMPLETE');
  expect(await finds(game, visitor)).toEqual(denied);
  expect(await finds(game, adele)).toEqual(saved);
  pass(5);
  expect(await finds(game, await back(visitor.identityId))).toEqual(saved);
  expect(await drill.remove('guests-cut-off')).toBe('DELETE_COMPLETE');
  expect(await finds(game, visitor)).toEqual(saved);
});

test('guests are off from the deployment on, and are who they were once they are on again', async () => {
  const { visitor, adele } = await playing();
  expect((await drill.deploy(withoutGuests)).at(-1)).toBe('UPDATE_COMPLETE');
  const refused = expect.stringMatching(/^NotAuthorizedException: Unauthenticated access is not supported/);
  expect(await outcome(guest(game))).toEqual(refused);
  expect(await outcome(back(visitor.identityId))).toEqual(refused);
  // The deployment deletes the guests' role, and the local cloud knows the sessions of a deleted role no more (AWS: unconfirmed).
  expect(await finds(game, visitor)).toEqual(['InvalidAccessKeyId', 'UnrecognizedClientException']);
  expect(await finds(game, adele)).toEqual(saved);

  expect((await drill.deploy(stage)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(drill.game(stage).guestRoleArn).not.toBe(game.guestRoleArn);
  expect(await finds(game, await back(visitor.identityId))).toEqual(saved);
  expect(await finds(game, adele)).toEqual(saved);
});

test('the operator’s policy that is left on the role keeps the role, which nobody gets any more', async () => {
  game = drill.game(stage);
  expect(await drill.pipeline.deploy('guests-cut-off', cutOff(new Date(clock.now()).toISOString()))).toBe(
    'CREATE_COMPLETE',
  );
  const mark = (await drill.pipeline.history(federation)).length;
  expect((await drill.deploy(withoutGuests)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await drill.failures(federation, mark)).toEqual([
    expect.stringMatching(/^GuestRole\w+ DELETE_FAILED: .*must delete policies first/),
  ]);
  expect(await outcome(guest(game))).toEqual(expect.stringMatching(/^NotAuthorizedException: /));
});
