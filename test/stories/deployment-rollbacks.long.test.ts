import { rmSync } from 'node:fs';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';
import { localRoles } from '../stages/local-roles';
import { type Game, type OpenTemplate, startGame } from './deployment';
import { type Pipeline, pipelineTo, synthesizedAgain, templatesOf, withoutPatience } from './deployments';
import { inConditions, inGrant, inResource, inResources, inTrust } from './mutation';
import { synthesizeOtherGame } from './other-game';
import { guest, type Player, signedIn } from './players';

const assembly = synthesizeOtherGame();
const templates = templatesOf(assembly);
const [dataStack = '', federation = ''] = [...templates.keys()];
const good = templates.get(federation) as OpenTemplate;
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

/** Mistakes, and what the smoke test says of them where the deployment fails. */
const mistakes: [string, (template: OpenTemplate) => boolean, RegExp][] = [
  [
    'a trust that lets no player in',
    inTrust('AuthenticatedRole', inConditions('authenticated', 'unauthenticated')),
    /may get credentials/,
  ],
  [
    'a trust that lets guests in too',
    inTrust('AuthenticatedRole', (statement) => delete statement.Condition['ForAnyValue:StringLike']),
    /guest.*: may not assume the authenticated role/,
  ],
  [
    'a grant of everybody’s files',
    inGrant(
      'AuthenticatedRole',
      'OwnFiles',
      inResources('/private/${cognito-identity.amazonaws.com:sub}/*', '/private/*'),
    ),
    /private/,
  ],
  [
    'a pool that gives guests the players’ role',
    inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ Roles }) => {
      Roles.unauthenticated = Roles.authenticated;
    }),
    /guest/,
  ],
  [
    'a smoke test that breaks off',
    inResource('SmokeTestFunction', 'AWS::Lambda::Function', ({ Environment }) => {
      delete Environment.Variables.TABLE_NAME;
    }),
    /The environment variable TABLE_NAME is missing/,
  ],
];

const isTrigger = (line: string) => /^SmokeTestTrigger\w* (CREATE|UPDATE)_FAILED: /.test(line);
const failures = (history: readonly string[]) => history.filter((line) => /^\S+ \w+_FAILED: /.test(line));

describe('an update over a game that is played', () => {
  let game: Game;
  let pipeline: Pipeline;
  let adele: Player;
  let visitor: Player;
  let generation = 0;
  const next = (change?: (template: OpenTemplate) => boolean) => {
    generation += 1;
    return synthesizedAgain(good, generation, change);
  };

  beforeAll(async () => {
    game = await startGame({ assemblies: [assembly], startFunction: withoutPatience });
    pipeline = await pipelineTo(game.cloud);
    adele = await signedIn(game, 'Adele');
    visitor = await guest(game);
    for (const player of [adele, visitor]) {
      await player.s3.send(new PutObjectCommand({ ...save(player), Body: 'level 7' }));
      await player.records.send(new PutCommand({ TableName: game.table, Item: { ...profile(player), level: 7 } }));
    }
  });
  afterAll(() => game.stop());

  const save = ({ identityId }: Player) => ({ Bucket: game.bucket, Key: `private/${identityId}/save` });
  const profile = ({ identityId }: Player) => ({ pk: `PLAYER#${identityId}`, sk: 'PROFILE' });
  async function plays(player: Player) {
    const { Body } = await player.s3.send(new GetObjectCommand(save(player)));
    const { Item } = await player.records.send(new GetCommand({ TableName: game.table, Key: profile(player) }));
    await player.s3.send(new PutObjectCommand({ ...save(player), Body: 'level 7' }));
    return [await Body?.transformToString(), Item?.level];
  }
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'may',
      ({ name }) => name,
    );
  /** What players see of the game, with credentials of before and with new ones. */
  async function seen() {
    const again = await signedIn(game, 'Adele');
    const { IdentityId } = await new CognitoIdentityClient(game.client).send(
      new GetIdCommand({
        AccountId: game.cloud.account,
        IdentityPoolId: game.identityPoolId,
        Logins: { [game.loginsKey]: await game.idToken('Adele') },
      }),
    );
    return {
      before: await Promise.all([adele, visitor].map(plays)),
      again: await plays(again),
      sameIdentity: [again.identityId, IdentityId].map((id) => id === adele.identityId),
      others: await outcome(again.s3.send(new GetObjectCommand(save(visitor)))),
      asGuest: await outcome((await guest(game)).s3.send(new GetObjectCommand(save(adele)))),
    };
  }
  const allWell = {
    before: [
      ['level 7', 7],
      ['level 7', 7],
    ],
    again: ['level 7', 7],
    sameIdentity: [true, true],
    others: 'AccessDenied',
    asGuest: 'AccessDenied',
  };

  test.each(mistakes)(
    '%s fails by the smoke test, is rolled back, and players notice nothing',
    async (_what, change, says) => {
      const mark = (await pipeline.history(federation)).length;
      expect(await pipeline.deploy(federation, next(change))).toBe('UPDATE_ROLLBACK_COMPLETE');
      const history = await pipeline.history(federation, mark);
      // The trigger alone has failed; no step of the rollback has.
      expect(failures(history)).toEqual([expect.stringMatching(says)]);
      expect(failures(history).every(isTrigger)).toBe(true);
      expect(await seen()).toEqual(allWell);
    },
  );

  test('a good one goes through, and players notice nothing', async () => {
    const mark = (await pipeline.history(federation)).length;
    expect(await pipeline.deploy(federation, next())).toBe('UPDATE_COMPLETE');
    expect(failures(await pipeline.history(federation, mark))).toEqual([]);
    expect(await seen()).toEqual(allWell);
    // And one more: each publishes the smoke test anew.
    expect(await pipeline.deploy(federation, next())).toBe('UPDATE_COMPLETE');
  });
});

describe('an update of a game whose roles come by mapping', () => {
  const mapped = synthesizeOtherGame({
    ...{ game: 'star-market', developerProvider: undefined, basicFlow: undefined, smokeTest: undefined },
    ...{ userPool: localRoles.userPool, roles: localRoles.roles },
  });
  const [, template] = [...templatesOf(mapped).values()];
  let cloud: LocalCloud;
  let pipeline: Pipeline;
  beforeAll(async () => {
    cloud = await startCloud({
      ...{ assemblies: [mapped], play: 'all', makeKeyPair: keyPairsOnHand(), startFunction: withoutPatience },
    });
    pipeline = await pipelineTo(cloud);
  });
  afterAll(async () => {
    rmSync(mapped, { recursive: true, force: true });
    await cloud.stop();
  });

  test.each<[string, (mapping: { AmbiguousRoleResolution: string }) => unknown, RegExp]>([
    [
      'a mapping that denies whoever is in no group',
      (mapping) => {
        mapping.AmbiguousRoleResolution = 'Deny';
      },
      /may get credentials/,
    ],
  ])('%s fails by the smoke test, and is rolled back', async (_what, change, says) => {
    const attachment = inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ RoleMappings }) => {
      for (const mapping of Object.values(RoleMappings)) change(mapping as { AmbiguousRoleResolution: string });
    });
    const stackName = 'star-market-local-federation';
    const mark = (await pipeline.history(stackName)).length;
    const changed = synthesizedAgain(template as OpenTemplate, 1, attachment);
    expect(await pipeline.deploy(stackName, changed)).toBe('UPDATE_ROLLBACK_COMPLETE');
    const history = await pipeline.history(stackName, mark);
    expect(failures(history)).toEqual([expect.stringMatching(says)]);
    expect(failures(history).every(isTrigger)).toBe(true);
    expect(await invokeSmokeTest(cloud, { onFailure: 'report', propagationSeconds: 0 })).toMatchObject({ ok: true });
    expect(await pipeline.deploy(stackName, synthesizedAgain(template as OpenTemplate, 2))).toBe('UPDATE_COMPLETE');
  });
});

describe('a first deployment', () => {
  test.each(mistakes.filter(([what]) => /lets no player|a grant|a pool/.test(what)))(
    'with %s is rolled back, leaves nothing in the way, and its retry is good',
    async (_what, change, says) => {
      const cloud = await startCloud({
        assemblies: [],
        empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
        makeKeyPair: keyPairsOnHand(),
        startFunction: withoutPatience,
      });
      try {
        const pipeline = await pipelineTo(cloud);
        await pipeline.publish(assembly);
        expect(await pipeline.deploy(dataStack, templates.get(dataStack) as OpenTemplate)).toBe('CREATE_COMPLETE');
        expect(await pipeline.deploy(federation, synthesizedAgain(good, 1, change))).toBe('ROLLBACK_COMPLETE');
        const history = await pipeline.history(federation);
        expect(failures(history)).toEqual([expect.stringMatching(says)]);
        expect(failures(history).every(isTrigger)).toBe(true);
        cloud.cloudFormation.deleteStack(federation, { retain: [] });
        await cloud.cloudFormation.settled();
        expect(await pipeline.deploy(federation, good)).toBe('CREATE_COMPLETE');
        // All of it goes again, with what players have saved: the CDK's own function empties the bucket.
        const Bucket = outputOf(cloud.stacks, 'BucketName');
        const s3 = new S3Client({ ...administratorClient(cloud), forcePathStyle: true });
        await s3.send(new PutObjectCommand({ Bucket, Key: 'private/anybody/save', Body: 'level 7' }));
        for (const name of [federation, dataStack]) {
          cloud.cloudFormation.deleteStack(name, { retain: [] });
          await cloud.cloudFormation.settled();
          expect(cloud.cloudFormation.view(name)).toBeUndefined();
        }
      } finally {
        await cloud.stop();
      }
    },
  );
});
