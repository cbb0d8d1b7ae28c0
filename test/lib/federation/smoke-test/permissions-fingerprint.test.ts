import type { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { GameFederation } from '../../../../lib/app';
import { templatesWith } from '../../synthesize';

/** The function version that the deployment runs: another one means that the smoke test runs again. */
function versionAfter(change: (federation: GameFederation) => void = () => {}): string | undefined {
  const { federation } = templatesWith({}, change);
  return Object.keys(federation.findResources('AWS::Lambda::Version'))[0];
}

function resource(stack: Stack, path: string): CfnResource {
  const found = path.split('/').reduce<unknown>((scope, id) => (scope as Stack).node.findChild(id), stack);
  return found as CfnResource;
}

const unchanged = versionAfter();

test('the same permissions make the same version', () => {
  expect(unchanged).toMatch(/^SmokeTestFunctionCurrentVersion/);
  expect(versionAfter()).toBe(unchanged);
});

describe('the smoke test runs again when', () => {
  const changes: [what: string, change: (federation: GameFederation) => void][] = [
    [
      'a role gets another grant',
      ({ federation }) =>
        (federation.node.findChild('GuestRole') as iam.Role).addToPolicy(
          new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::other/public/key'] }),
        ),
    ],
    [
      'a trust changes',
      ({ federation }) =>
        resource(federation, 'AuthenticatedRole/Resource').addPropertyOverride(
          'AssumeRolePolicyDocument.Statement.0.Condition.StringEquals',
          { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-0000-4000-8000-000000000000' },
        ),
    ],
    [
      'a condition of a grant changes',
      ({ federation }) =>
        resource(federation, 'AuthenticatedRole/DefaultPolicy/Resource').addPropertyOverride(
          'PolicyDocument.Statement.1.Condition.StringLike.s3:prefix',
          ['private/${cognito-identity.amazonaws.com:sub}/*'],
        ),
    ],
    [
      'the pool gives a role no longer',
      ({ federation }) =>
        resource(federation, 'RoleAttachment/Resource').addPropertyDeletionOverride('Roles.unauthenticated'),
    ],
    [
      'a switch of the pool changes',
      ({ federation }) => resource(federation, 'IdentityPool/Resource').addPropertyOverride('AllowClassicFlow', false),
    ],
    [
      'the bucket policy changes',
      ({ data }) =>
        resource(data, 'PlayerFiles/Bucket/Policy/Resource').addPropertyOverride(
          'PolicyDocument.Statement.0.Effect',
          'Allow',
        ),
    ],
    [
      'the bucket lets the public in',
      ({ data }) =>
        resource(data, 'PlayerFiles/Bucket/Resource').addPropertyOverride(
          'PublicAccessBlockConfiguration.RestrictPublicBuckets',
          false,
        ),
    ],
    [
      'the bucket takes ACLs',
      ({ data }) =>
        resource(data, 'PlayerFiles/Bucket/Resource').addPropertyOverride(
          'OwnershipControls.Rules.0.ObjectOwnership',
          'ObjectWriter',
        ),
    ],
    [
      'the table has a policy of its own',
      ({ data }) =>
        resource(data, 'PlayerRecords/Table/Resource').addPropertyOverride('Replicas.0.ResourcePolicy', {
          PolicyDocument: { Version: '2012-10-17', Statement: [] },
        }),
    ],
    [
      'the bucket encrypts with another key',
      ({ data }) =>
        resource(data, 'PlayerFiles/Bucket/Resource').addPropertyOverride(
          'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm',
          'aws:kms',
        ),
    ],
    [
      'the table has another key',
      ({ data }) =>
        resource(data, 'PlayerRecords/Table/Resource').addPropertyOverride('KeySchema.0.AttributeName', 'player'),
    ],
    [
      'the table encrypts with another key',
      ({ data }) =>
        resource(data, 'PlayerRecords/Table/Resource').addPropertyOverride('SSESpecification', { SSEEnabled: true }),
    ],
    [
      'the policy of an encryption key changes',
      ({ data }) =>
        new kms.CfnKey(data, 'Key', {
          enableKeyRotation: true,
          keyPolicy: { Version: '2012-10-17', Statement: [] },
        }),
    ],
    [
      'a policy from elsewhere in the stack is attached',
      ({ federation }) =>
        new iam.CfnRolePolicy(federation, 'Elsewhere', {
          policyName: 'elsewhere',
          roleName: (federation.node.findChild('GuestRole') as iam.Role).roleName,
          policyDocument: { Version: '2012-10-17', Statement: [] },
        }),
    ],
  ];

  test.each(changes)('%s', (_, change) => {
    expect(versionAfter(change)).not.toBe(unchanged);
  });
});

test('the smoke test does not run again for what decides nothing', () => {
  const unrelated = versionAfter(({ data, federation }) => {
    (data.node.findChild('PlayerFiles').node.findChild('Bucket').node.defaultChild as CfnBucket).addPropertyOverride(
      'LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.NoncurrentDays',
      7,
    );
    resource(federation, 'SmokeTest/Logs/Resource').addPropertyOverride('RetentionInDays', 3);
  });
  expect(unrelated).toBe(unchanged);
});
