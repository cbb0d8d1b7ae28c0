import { stackId } from '../../../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../../../assembly/types';
import { bucket as bucketType } from '../../../../local/resources/s3/bucket';
import { bucketPolicy } from '../../../../local/resources/s3/bucket-policy';
import { standUp } from '../../../../local/resources/stand-up';
import { Buckets } from '../../../../local/services/s3/bucket';
import { partOfAccount } from '../part-of-account';

function deployed(...stacks: DeployedStack[]): Buckets {
  const buckets = new Buckets({ clock: { now: () => 0 }, partition: 'aws' });
  standUp(stacks, [bucketType, bucketPolicy], partOfAccount({ buckets }));
  return buckets;
}

function resource(type: string, ref: string, properties: Record<string, unknown>): DeployedResource {
  return { stackName: 'game', logicalId: ref, type, ref, attributes: {}, properties, place: `game: ${ref}` };
}

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const stack = (...resources: DeployedResource[]): DeployedStack => ({
  name: 'game',
  id: stackId('game', place),
  ...place,
  terminationProtection: false,
  resources,
  outputs: [],
  assets: new Map(),
});

const bucket = (properties: Record<string, unknown> = {}) => resource('AWS::S3::Bucket', 'saves', properties);

const policy = (statement: Record<string, unknown>, name = 'saves') =>
  resource('AWS::S3::BucketPolicy', 'Policy', {
    Bucket: name,
    PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
  });

const tlsOnly = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 's3:*',
  Resource: ['arn:aws:s3:::saves', 'arn:aws:s3:::saves/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::saves/*' };

describe('buckets of a deployment', () => {
  test('a hardened bucket with its policy and CORS rules', () => {
    const buckets = deployed(
      stack(
        bucket({
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          VersioningConfiguration: { Status: 'Enabled' },
          LifecycleConfiguration: { Rules: [] },
          CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['https://a'], AllowedMethods: ['GET'], MaxAge: '60' }] },
          Tags: [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }],
        }),
        policy(tlsOnly),
      ),
    );
    expect(buckets.find('saves')).toMatchObject({
      settings: {
        account: '111122223333',
        region: 'eu-west-1',
        versioning: 'Enabled',
        cors: [
          {
            allowedOrigins: ['https://a'],
            allowedMethods: ['GET'],
            allowedHeaders: [],
            exposedHeaders: [],
            maxAge: 60,
          },
        ],
      },
      policyInForce: { source: expect.stringContaining('game: Policy') },
    });
  });

  test('a bare bucket has no versions', () => {
    expect(deployed(stack(bucket())).find('saves')?.settings).toMatchObject({ versioning: 'Off', cors: [] });
  });

  test.each<readonly [properties: Record<string, unknown>, settings: Record<string, unknown>]>([
    [{}, { blocksPublicAcls: true, ignoresPublicAcls: true, blocksPublicPolicy: true, restrictsPublicAccess: true }],
    [
      { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
      { blocksPublicAcls: true, ignoresPublicAcls: false, blocksPublicPolicy: false, restrictsPublicAccess: false },
    ],
    [{ AccelerateConfiguration: { AccelerationStatus: 'Suspended' } }, { acceleration: 'Suspended' }],
    [{ LoggingConfiguration: {} }, { logging: { targetBucket: 'saves', targetPrefix: '' } }],
    [
      { LoggingConfiguration: { DestinationBucketName: 'logs', LogFilePrefix: 'a/' } },
      { logging: { targetBucket: 'logs', targetPrefix: 'a/' } },
    ],
    [
      { CorsConfiguration: { CorsRules: [{ Id: 'game', AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] } },
      { cors: [{ id: 'game' }] },
    ],
    [
      { LifecycleConfiguration: { Rules: [{ Id: 'old', Status: 'Enabled', ExpirationInDays: 3 }] } },
      { lifecycle: { rules: [{ ID: 'old', Status: 'Enabled' }] } },
    ],
  ])('%j is what the bucket tells of itself', (properties, settings) => {
    expect(deployed(stack(bucket(properties))).find('saves')?.settings).toMatchObject(settings);
  });

  test('a lifecycle without rules is none', () => {
    const { settings } = deployed(stack(bucket({ LifecycleConfiguration: { Rules: [] } }))).find('saves') ?? {};
    expect(settings).toBeDefined();
    expect(settings).not.toHaveProperty('lifecycle');
  });

  test.each<[string, Record<string, unknown>]>([
    ['ObjectLockEnabled', { ObjectLockEnabled: true }],
    [
      'BucketEncryption',
      {
        BucketEncryption: {
          // A key of the customer's own: the one that AWS manages is taken, since it asks nobody for a permission.
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'own' } },
          ],
        },
      },
    ],
    ['OwnershipControls', { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }],
    ['CorsConfiguration', { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }] } }],
    ['AccelerateConfiguration', { AccelerateConfiguration: { AccelerationStatus: 'Fast' } }],
    ['LoggingConfiguration', { LoggingConfiguration: { TargetBucket: 'logs' } }],
    [
      'NotificationConfiguration.LambdaConfigurations',
      { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: 'arn' }] } },
    ],
  ])('%s that the local cloud does not have is refused with its place', (property, properties) => {
    expect(() => deployed(stack(bucket(properties)))).toThrow(/^game: saves: Properties/);
    expect(() => deployed(stack(bucket(properties)))).toThrow(property);
  });

  test.each(['QueueConfigurations', 'TopicConfigurations', 'EventBridgeConfiguration'])(
    'notifications by %s are taken, since nobody is there to wait for them',
    (kind) => {
      const found = deployed(stack(bucket({ NotificationConfiguration: { [kind]: {} } }))).find('saves');
      expect(found?.settings.notifies).toBe(true);
      expect(deployed(stack(bucket())).find('saves')?.settings.notifies).toBeUndefined();
    },
  );

  test('a policy for everybody is refused where public policies are blocked, and only there', () => {
    const open = { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } };
    expect(() => deployed(stack(bucket(), policy(everybody)))).toThrow('Access Denied (Service: S3, Status Code: 403)');
    expect(deployed(stack(bucket(open), policy(everybody))).find('saves')?.policyInForce).toBeDefined();
  });

  test('a policy needs its bucket, and a bucket has one policy', () => {
    expect(() => deployed(stack(bucket(), policy(tlsOnly, 'other')))).toThrow('The specified bucket does not exist');
    expect(() => deployed(stack(bucket(), policy(tlsOnly), policy(tlsOnly)))).toThrow(
      'The bucket policy already exists on bucket saves.',
    );
  });

  test('two buckets of one name are refused', () => {
    expect(() => deployed(stack(bucket()), stack(bucket()))).toThrow('saves already exists');
  });
});
