import { type CompiledPolicy, compilePolicy } from './compile';
import lists from './guest-session-actions.json';

/**
 * The regions that every account has without opting in. In the others the inline policy lacks a few services; a region that
 * is not listed here gets the narrower policy.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const defaultRegions: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/** The ceiling of a guest, as policy documents; see {@link guestSessionPolicies}. */
export function guestSessionPolicyDocuments(region: string): { readonly inline: object; readonly managed: object } {
  const inline = defaultRegions.has(region) ? [...lists.inline, ...lists.inlineInDefaultRegions] : lists.inline;
  return { inline: allowing(inline), managed: allowing(lists.managed) };
}

/**
 * The session policies that Cognito gives an unauthenticated identity in the enhanced flow, to be used as
 * `Authority.sessionPolicies`: an inline one and the AWS managed `AmazonCognitoUnAuthedIdentitiesSessionPolicy`. What a guest
 * may do is the role's policies ∩ (inline ∪ managed): lists documented, their union inferred from the guide's table.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
export function guestSessionPolicies(region: string): readonly CompiledPolicy[] {
  const { inline, managed } = guestSessionPolicyDocuments(region);
  return [
    compilePolicy(inline, "Cognito's inline session policy for guests", 'identity'),
    compilePolicy(managed, 'AmazonCognitoUnAuthedIdentitiesSessionPolicy', 'identity'),
  ];
}

function allowing(actions: readonly string[]): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}
