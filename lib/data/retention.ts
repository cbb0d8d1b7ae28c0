import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What becomes of a resource that holds people or their data when it leaves its stack, is replaced, or its stack goes.
 *
 * Kept, it is deleted in one case all the same: when the deployment that was to create it fails. Left behind, it would stand in the
 * way of the next try (**documented**: `RetainExceptOnCreate`).
 *
 * @param retain whether the stage retains its data
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function retention(retain: boolean): RemovalPolicy {
  return retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
