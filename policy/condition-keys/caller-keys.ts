import { always, type KeyRow, type KeyRows, organization, sometimes, unconfirmed, unfilled } from './key-rows';

/** The kinds of caller, as {@link callerKeys} names them. */
export type CallerKind =
  | 'anonymous'
  | 'user'
  | 'user session'
  | 'federated user'
  | 'web identity'
  | 'function'
  | 'assumed role';

const signing = ['user', 'user session', 'federated user', 'web identity', 'function', 'assumed role'] as const;

/**
 * The keys that a caller brings along, whatever they ask ("AWS global condition context keys"). What is not here is never there: no
 * caller comes through a VPC endpoint, by another service (but see {@link forwardedKeys}), from EC2, Glue, CodeBuild, Systems Manager or
 * a chat, with a second factor or a sign-in session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const callerKeys: readonly KeyRows[] = [
  {
    of: ['anonymous', ...signing],
    rows: [
      ...always('aws:CurrentTime', 'aws:EpochTime', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:SourceIp'),
      ...always('aws:PrincipalType', 'aws:PrincipalAccount', 'aws:userid', 'aws:ViaAWSService', 'aws:ResourceAccount'),
      ...always('aws:UserAgent'),
      ...sometimes('the header is there', 'aws:referer'),
      ...unfilled(organization, 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'),
    ],
  },
  {
    of: signing,
    rows: [
      ...always('aws:PrincipalArn', 'aws:PrincipalIsAWSService'),
      ...unfilled(organization, 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'),
    ],
  },
  { of: ['user', 'user session'], rows: always('aws:username') },
  { of: ['user session'], rows: always('aws:TokenIssueTime', 'aws:MultiFactorAuthPresent') },
  { of: ['federated user'], rows: unconfirmed(always('aws:MultiFactorAuthPresent')) },
  {
    of: ['federated user', 'web identity', 'function', 'assumed role'],
    rows: [...always('aws:TokenIssueTime'), ...sometimes('role or token has tags', 'aws:PrincipalTag/*')],
  },
  {
    of: ['web identity'],
    rows: [
      ...unconfirmed(always('aws:MultiFactorAuthPresent')),
      ...always('aws:FederatedProvider'),
      ...sometimes('the player came by an OpenID token', '*:aud', '*:sub'),
      ...sometimes('the OpenID token says it', '*:amr', '*:oaud'),
      ...sometimes('the player came by an access token', '*:app_id', '*:user_id', '*:id'),
    ],
  },
  {
    of: ['assumed role'],
    rows: [
      ...always('aws:MultiFactorAuthPresent'),
      ...sometimes('it was set on the way to the role', 'aws:SourceIdentity'),
    ],
  },
  { of: ['function'], rows: always('aws:MultiFactorAuthPresent', 'lambda:SourceFunctionArn') },
];

/** What S3 adds to its callers. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
export const s3CallerKeys: readonly KeyRow[] = [
  ...always('s3:authType', 's3:signatureversion'),
  ...sometimes('not in an upload form', 's3:x-amz-content-sha256'),
  ...sometimes('the URL or the upload form is presigned', 's3:signatureAge'),
];

/**
 * What a session brings along, its role's or its caller's, with which CloudFormation touches a stack's resources: a forward access session.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/fas-requests-and-permission-evaluation.html
 */
export const forwardedKeys: readonly KeyRow[] = [
  ...always('aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:ViaAWSService'),
  ...always('aws:CurrentTime', 'aws:EpochTime', 'aws:RequestedRegion', 'aws:ResourceAccount'),
  ...unconfirmed(always('aws:SecureTransport')),
  ...always('aws:PrincipalType', 'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalIsAWSService', 'aws:userid'),
  ...unconfirmed(unfilled('what CloudFormation sends is not told', 'aws:SourceIp', 'aws:UserAgent', 'aws:referer')),
  ...unfilled(organization, 'aws:ResourceOrgID', 'aws:ResourceOrgPaths', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'),
  // Of calls to S3.
  ...unconfirmed(always('s3:authType', 's3:signatureversion')),
  ...unconfirmed(unfilled('whether a call signed in its header has an age is not told', 's3:signatureAge')),
];
