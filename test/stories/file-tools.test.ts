import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
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
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCopyCommand,
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

describe('a large file is copied in parts, as the AWS CLI does it', () => {
  const partSize = 8 * 1024 * 1024;
  const content = Buffer.alloc(26 * 1024 * 1024, 'level');

  /** @param props whether the tags come along: `--copy-props default` of the CLI's version 2, in place of `none` */
  async function copy(s3: S3Client, source: string, target: string, props: 'default' | 'none'): Promise<void> {
    const CopySource = encodeURI(`${game.bucket}/${source}`);
    const { ContentLength = 0 } = await s3.send(new HeadObjectCommand({ ...bucket(), Key: source }));
    const asked = new GetObjectTaggingCommand({ ...bucket(), Key: source });
    const { TagSet = [] } = props === 'none' ? {} : await s3.send(asked);
    const tags = new URLSearchParams(TagSet.map(({ Key = '', Value = '' }) => [Key, Value])).toString();
    const to = { ...bucket(), Key: target };
    const begun = await s3.send(new CreateMultipartUploadCommand({ ...to, ...(tags === '' ? {} : { Tagging: tags }) }));
    const upload = { ...to, UploadId: begun.UploadId };
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let first = 0; first < ContentLength; first += partSize) {
      const CopySourceRange = `bytes=${first}-${Math.min(first + partSize, ContentLength) - 1}`;
      const PartNumber = Parts.length + 1;
      const part = await s3.send(new UploadPartCopyCommand({ ...upload, PartNumber, CopySource, CopySourceRange }));
      Parts.push({ PartNumber, ETag: part.CopyPartResult?.ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  }
  const read = async (s3: S3Client, Key: string) =>
    (await s3.send(new GetObjectCommand({ ...bucket(), Key }))).Body?.transformToByteArray();

  test('with its tags by the backend', async () => {
    await admin.s3.send(
      new PutObjectCommand({ ...bucket(), Key: 'public/a', Body: content, Tagging: 'team=red&of=+' }),
    );
    await copy(admin.s3, 'public/a', 'public/b', 'default');
    const { TagSet } = await admin.s3.send(new GetObjectTaggingCommand({ ...bucket(), Key: 'public/b' }));
    expect(TagSet).toEqual([
      { Key: 'team', Value: 'red' },
      { Key: 'of', Value: ' ' },
    ]);
    expect(content.equals((await read(admin.s3, 'public/b')) ?? Buffer.alloc(0))).toBe(true);
  });

  test('by a player without asking for tags, which they may not', async () => {
    const { s3 } = callers.player;
    await s3.send(new PutObjectCommand({ ...own, Body: content }));
    await expect(copy(s3, own.Key, `${own.Key} 2`, 'default')).rejects.toMatchObject({ name: 'AccessDenied' });
    await copy(s3, own.Key, `${own.Key} 2`, 'none');
    expect(content.equals((await read(s3, `${own.Key} 2`)) ?? Buffer.alloc(0))).toBe(true);
  });
});
