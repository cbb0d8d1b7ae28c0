import { createHash } from 'node:crypto';
import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resources that decide who may do what. */
const decidingTypes = new Set([
  'AWS::Cognito::IdentityPool',
  'AWS::Cognito::IdentityPoolRoleAttachment',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::RolePolicy',
  'AWS::S3::BucketPolicy',
]);

/**
 * A value that changes whenever a trust, a grant, a mapping or a switch of the pool changes among these constructs: the
 * hash of their finished resources. Computed when the template is written, so that it sees grants made after this call.
 */
export function permissionsFingerprint(constructs: readonly IConstruct[]): string {
  return Lazy.string({
    produce: () => {
      const resources = constructs
        .flatMap((construct) => construct.node.findAll())
        .filter(CfnResource.isCfnResource)
        .filter(({ cfnResourceType }) => decidingTypes.has(cfnResourceType))
        .map((resource) => [resource.node.path, Stack.of(resource).resolve(resource._toCloudFormation())])
        .sort(([a], [b]) => (a < b ? -1 : 1));
      return createHash('sha256').update(JSON.stringify(resources)).digest('hex').slice(0, 32);
    },
  });
}
