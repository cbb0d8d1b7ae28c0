import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { GameFederationInput } from '../../../lib/config/schema';
import type { Player } from '../players';
import { enteredByPage, haveAccount, poolOperator, userPool } from './accounts';
import { type Drill, finds, keep, outcome, startDrill } from './drill';
import { stage, withIssuer } from './stage';

let drill: Drill;
beforeAll(async () => {
  drill = await startDrill();
});
afterAll(() => drill.stop());

const saved = ['level 7', 'level 7'];
const moderator = { grants: ['moderateFiles' as const] };
const withRoles = (...names: string[]): GameFederationInput => ({
  ...stage,
  userPool: { ...userPool('moon-roles'), roleMapping: { fromToken: true, ambiguous: 'authenticated' } },
  roles: Object.fromEntries(names.map((name) => [name, moderator])),
});
const join = (of: GameFederationInput, group: string) =>
  poolOperator(drill).send(
    new AdminAddUserToGroupCommand({
      ...{ UserPoolId: drill.output(of, 'UserPoolId'), Username: 'mo@example.com', GroupName: group },
    }),
  );
/** The name of the role that a player plays in. */
async function roleOf({ s3 }: Player): Promise<string> {
  const credentials = await s3.config.credentials();
  const { Arn = '' } = await new STSClient({ endpoint: drill.cloud.url, region: drill.cloud.region, credentials }).send(
    new GetCallerIdentityCommand({}),
  );
  return /NamedRoles?(\w+?)Role|(AuthenticatedRole)/.exec(Arn)?.slice(1).find(Boolean) ?? Arn;
}

test('a named role is renamed by way of both: its people are moved in between, and nobody is without a role', async () => {
  const [old, both, fresh] = [withRoles('moderator'), withRoles('moderator', 'guide'), withRoles('guide')];
  expect(await drill.deploy(old)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  await haveAccount(drill, old, 'mo@example.com');
  await join(old, 'moderator');
  const mo = await enteredByPage(drill, old, 'mo@example.com');
  const game = drill.game(old);
  await keep(game, mo, 'level 7');
  const seen = async () => {
    const again = await enteredByPage(drill, old, 'mo@example.com');
    return [await roleOf(again), again.identityId === mo.identityId, await finds(game, again)];
  };
  const inRole = (name: string) => [expect.stringMatching(name), true, saved];
  expect(await seen()).toEqual(inRole('Moderator'));

  expect((await drill.deploy(both)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await seen()).toEqual(inRole('Moderator'));
  await join(old, 'guide');
  // Of two groups the first of the list decides.
  expect(await seen()).toEqual(inRole('Moderator'));
  expect((await drill.deploy(fresh)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await seen()).toEqual(inRole('Guide'));

  // In one step the group goes with everybody in it: a player like any other from then on.
  expect((await drill.deploy(withRoles('keeper'))).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await seen()).toEqual(inRole('AuthenticatedRole'));
  await join(old, 'keeper');
  expect(await seen()).toEqual(inRole('Keeper'));
});

test('an entry with a direct role that is renamed gives installed apps no role, and the data stays under the old name', async () => {
  await drill.destroy(withRoles('keeper'));
  const old = withIssuer({ directRole: {} });
  const renamed = withIssuer({ directRole: {}, name: 'moon-studio' });
  expect(await drill.deploy(old)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  const [oldArn, game] = [drill.output(old, 'FederatedRoleArnMoonGarden'), drill.game(old)];
  const sts = new STSClient(game.client);
  const direct = async (RoleArn: string) => {
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        ...{ RoleArn, RoleSessionName: 'adele', WebIdentityToken: await game.idToken('adele') },
      }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return new S3Client({ ...game.client, credentials });
  };
  const save = (provider: string) => ({ Bucket: game.bucket, Key: `federated/${provider}/adele/save` });
  const reads = async (arn: string, provider: string) => {
    const { Body } = await (await direct(arn)).send(new GetObjectCommand(save(provider)));
    return Body?.transformToString();
  };
  await (await direct(oldArn)).send(new PutObjectCommand({ ...save('moon-garden'), Body: 'level 7' }));
  expect(await outcome(reads(oldArn, 'moon-garden'))).toBe('level 7');

  expect((await drill.deploy(renamed)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await outcome(direct(oldArn))).toEqual(expect.stringMatching(/^AccessDenied: /));
  const newArn = drill.output(renamed, 'FederatedRoleArnMoonStudio');
  expect(await outcome(reads(newArn, 'moon-garden'))).toEqual(expect.stringMatching(/^AccessDenied: /));
  await (await direct(newArn)).send(new PutObjectCommand({ ...save('moon-studio'), Body: 'level 1' }));
  expect(await outcome(reads(newArn, 'moon-studio'))).toBe('level 1');

  // Back under its name the data is theirs; the role has a third ARN, which apps read from the outputs.
  expect((await drill.deploy(old)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await outcome(reads(drill.output(old, 'FederatedRoleArnMoonGarden'), 'moon-garden'))).toBe('level 7');
  expect(await outcome(direct(oldArn))).toEqual(expect.stringMatching(/^AccessDenied: /));
});
