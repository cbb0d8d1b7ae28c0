import {
  CreateBucketCommand,
  DeleteObjectTaggingCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

let game: Game;
let callers: Record<'player' | 'guest', Player>;
let admin: Pick<Player, 's3'>;
let own: { Bucket: string; Key: string };
beforeAll(async () => {
  game = await startGame();
  admin = backend(game);
  const [player, visitor] = await Promise.all([signedIn(game, 'Adele'), guest(game)]);
  callers = { player, guest: visitor };
  own = { Bucket: game.bucket, Key: `private/${player.identityId}/save` };
  await player.s3.send(new PutObjectCommand({ ...own, Body: 'level 7' }));
});
afterAll(() => game.stop());

type Row = readonly [operation: string, ask: (s3: S3Client) => Promise<object>, answer: object | string];

const bucket = () => ({ Bucket: game.bucket });
const Tagging = { TagSet: [{ Key: 'team', Value: 'red' }] };

/** What tools ask of a bucket and of an object beside their bytes; a text is the error that the backend gets, as on AWS. */
const rows: readonly Row[] = [
  ['ListBuckets', (s3) => s3.send(new ListBucketsCommand({})), { Buckets: expect.anything() }],
  [
    'CreateBucket',
    (s3) =>
      s3.send(new CreateBucketCommand({ ...bucket(), CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })),
    'BucketAlreadyOwnedByYou',
  ],
  ['GetBucketVersioning', (s3) => s3.send(new GetBucketVersioningCommand(bucket())), { Status: 'Enabled' }],
  ['GetBucketEncryption', (s3) => s3.send(new GetBucketEncryptionCommand(bucket())), {}],
  ['GetBucketCors', (s3) => s3.send(new GetBucketCorsCommand(bucket())), { CORSRules: expect.anything() }],
  [
    'GetBucketPolicy',
    (s3) => s3.send(new GetBucketPolicyCommand(bucket())),
    { Policy: expect.stringContaining('SecureTransport') },
  ],
  [
    'GetBucketPolicyStatus',
    (s3) => s3.send(new GetBucketPolicyStatusCommand(bucket())),
    { PolicyStatus: { IsPublic: false } },
  ],
  [
    'GetPublicAccessBlock',
    (s3) => s3.send(new GetPublicAccessBlockCommand(bucket())),
    { PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true } },
  ],
  ['GetBucketLifecycleConfiguration', (s3) => s3.send(new GetBucketLifecycleConfigurationCommand(bucket())), {}],
  ['GetBucketOwnershipControls', (s3) => s3.send(new GetBucketOwnershipControlsCommand(bucket())), {}],
  ['GetBucketLocation', (s3) => s3.send(new GetBucketLocationCommand(bucket())), { LocationConstraint: 'eu-west-1' }],
  ['GetBucketTagging', (s3) => s3.send(new GetBucketTaggingCommand(bucket())), { TagSet: expect.anything() }],
  ['GetBucketAcl', (s3) => s3.send(new GetBucketAclCommand(bucket())), { Grants: [{ Permission: 'FULL_CONTROL' }] }],
  ['GetBucketNotificationConfiguration', (s3) => s3.send(new GetBucketNotificationConfigurationCommand(bucket())), {}],
  ['GetBucketRequestPayment', (s3) => s3.send(new GetBucketRequestPaymentCommand(bucket())), { Payer: 'BucketOwner' }],
  ['GetBucketLogging', (s3) => s3.send(new GetBucketLoggingCommand(bucket())), {}],
  ['GetBucketAccelerateConfiguration', (s3) => s3.send(new GetBucketAccelerateConfigurationCommand(bucket())), {}],
  ['GetBucketWebsite', (s3) => s3.send(new GetBucketWebsiteCommand(bucket())), 'NoSuchWebsiteConfiguration'],
  [
    'GetBucketReplication',
    (s3) => s3.send(new GetBucketReplicationCommand(bucket())),
    'ReplicationConfigurationNotFoundError',
  ],
  [
    'GetObjectLockConfiguration',
    (s3) => s3.send(new GetObjectLockConfigurationCommand(bucket())),
    'ObjectLockConfigurationNotFoundError',
  ],
  ['PutObjectTagging', (s3) => s3.send(new PutObjectTaggingCommand({ ...own, Tagging })), {}],
  ['PutObject with tags', (s3) => s3.send(new PutObjectCommand({ ...own, Body: 'level 8', Tagging: 'team=red' })), {}],
  ['GetObjectTagging', (s3) => s3.send(new GetObjectTaggingCommand(own)), Tagging],
  ['DeleteObjectTagging', (s3) => s3.send(new DeleteObjectTaggingCommand(own)), {}],
  [
    'GetObjectAttributes',
    (s3) => s3.send(new GetObjectAttributesCommand({ ...own, ObjectAttributes: ['ETag', 'ObjectSize'] })),
    { ObjectSize: 7 },
  ],
  ['GetObjectAcl', (s3) => s3.send(new GetObjectAclCommand(own)), { Grants: [{ Permission: 'FULL_CONTROL' }] }],
  [
    'PutObjectAcl',
    (s3) => s3.send(new PutObjectAclCommand({ ...own, ACL: 'private' })),
    'AccessControlListNotSupported',
  ],
];

describe('the backend is answered, and no player, not even about their own file', () => {
  test.each(rows)('%s', async (_operation, ask, answer) => {
    const refusal = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };
    for (const { s3 } of Object.values(callers)) await expect(ask(s3)).rejects.toMatchObject(refusal);
    if (typeof answer === 'string') await expect(ask(admin.s3)).rejects.toMatchObject({ name: answer });
    else expect(await ask(admin.s3)).toMatchObject(answer);
  });
});
