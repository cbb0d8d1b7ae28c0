import type { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { GameFederation } from '../../../../lib/app';
import { templatesWith } from '../../synthesize';

/** The function version that the deployment runs: another one means that the smoke test runs again. */
function versionAfter(change: (federation: GameFederation) => void = () => {}): string | undefined {
  const { access } = templatesWith({}, change);
  return Object.keys(access.findResources('AWS::Lambda::Version'))[0];
}

function resource(stack: GameFederation['access'] | GameFederation['foundation'], path: string): CfnResource {
  const found = path
    .split('/')
    .reduce<unknown>((scope, id) => (scope as GameFederation['access']).node.findChild(id), stack);
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
      ({ access }) =>
        (access.node.findChild('GuestRole') as iam.Role).addToPolicy(
          new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::other/key'] }),
        ),
    ],
    [
      'a trust changes',
      ({ access }) =>
        resource(access, 'AuthenticatedRole/Resource').addPropertyOverride(
          'AssumeRolePolicyDocument.Statement.0.Condition.StringEquals',
          { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-0000-4000-8000-000000000000' },
        ),
    ],
    [
      'a condition of a grant changes',
      ({ access }) =>
        resource(access, 'AuthenticatedRole/DefaultPolicy/Resource').addPropertyOverride(
          'PolicyDocument.Statement.1.Condition.StringLike.s3:prefix',
          ['private/${cognito-identity.amazonaws.com:sub}/*'],
        ),
    ],
    [
      'the pool gives a role no longer',
      ({ access }) => resource(access, 'RoleAttachment/Resource').addPropertyDeletionOverride('Roles.unauthenticated'),
    ],
    [
      'a switch of the pool changes',
      ({ foundation }) => resource(foundation, 'IdentityPool/Resource').addPropertyOverride('AllowClassicFlow', false),
    ],
    [
      'the bucket policy changes',
      ({ foundation }) =>
        resource(foundation, 'PlayerFiles/Bucket/Policy/Resource').addPropertyOverride(
          'PolicyDocument.Statement.0.Effect',
          'Allow',
        ),
    ],
    [
      'the bucket lets the public in',
      ({ foundation }) =>
        resource(foundation, 'PlayerFiles/Bucket/Resource').addPropertyOverride(
          'PublicAccessBlockConfiguration.RestrictPublicBuckets',
          false,
        ),
    ],
    [
      'the table has a policy of its own',
      ({ foundation }) =>
        resource(foundation, 'PlayerRecords/Table/Resource').addPropertyOverride('Replicas.0.ResourcePolicy', {
          PolicyDocument: { Version: '2012-10-17', Statement: [] },
        }),
    ],
    [
      'a policy from elsewhere in the stack is attached',
      ({ access }) =>
        new iam.CfnRolePolicy(access, 'Elsewhere', {
          policyName: 'elsewhere',
          roleName: (access.node.findChild('GuestRole') as iam.Role).roleName,
          policyDocument: { Version: '2012-10-17', Statement: [] },
        }),
    ],
  ];

  test.each(changes)('%s', (_, change) => {
    expect(versionAfter(change)).not.toBe(unchanged);
  });
});

test('the smoke test does not run again for what decides nothing', () => {
  const unrelated = versionAfter(({ foundation, access }) => {
    (
      foundation.node.findChild('PlayerFiles').node.findChild('Bucket').node.defaultChild as CfnBucket
    ).addPropertyOverride('LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.NoncurrentDays', 7);
    resource(access, 'SmokeTest/Logs/Resource').addPropertyOverride('RetentionInDays', 3);
  });
  expect(unrelated).toBe(unchanged);
});
