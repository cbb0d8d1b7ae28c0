import { always, type KeyRows, organization, sometimes, unfilled } from './key-rows';

const notOfTheCall = 'the call came by Cognito or Lambda';

/** What a trust policy is asked with. */
export const trustKeys: readonly KeyRows[] = [
  {
    of: ['sts:*'],
    rows: [
      ...always(
        'aws:CurrentTime',
        'aws:EpochTime',
        'aws:SecureTransport',
        'aws:ResourceAccount',
        'sts:RoleSessionName',
      ),
      ...sometimes('the role has tags', 'aws:ResourceTag/*'),
      ...unfilled('the role has tags', 'iam:ResourceTag/*'),
      ...unfilled(notOfTheCall, 'aws:SourceIp', 'aws:UserAgent', 'aws:RequestedRegion'),
      ...unfilled(
        'nothing is said of it',
        'aws:PrincipalType',
        'aws:PrincipalAccount',
        'aws:userid',
        'aws:ViaAWSService',
      ),
      ...unfilled('Lambda may say for which function it asks', 'aws:SourceArn', 'aws:SourceAccount'),
      ...unfilled(
        organization,
        'aws:ResourceOrgID',
        'aws:ResourceOrgPaths',
        'aws:PrincipalOrgID',
        'aws:PrincipalOrgPaths',
      ),
      ...unfilled(organization, 'aws:SourceOrgID', 'aws:SourceOrgPaths'),
    ],
  },
  {
    of: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    rows: [
      ...always('aws:FederatedProvider', 'sts:DurationSeconds'),
      ...sometimes('the player came by an OpenID token', '*:aud', '*:sub'),
      ...sometimes('the OpenID token says it', '*:amr', '*:oaud'),
      ...sometimes('the player came by an access token', '*:app_id', '*:user_id', '*:id'),
      ...sometimes('the token has tags', 'aws:RequestTag/*', 'aws:TagKeys'),
      ...sometimes('the call came to STS itself', 'aws:SourceIp', 'aws:UserAgent', 'aws:RequestedRegion'),
    ],
  },
  { of: ['sts:AssumeRole'], rows: always('aws:PrincipalIsAWSService', 'aws:PrincipalServiceName') },
];

/** The keys of which a trust policy is not told, in lower case. */
export const unfilledTrustKeys: readonly string[] = [
  ...new Set(
    trustKeys
      .flatMap(({ rows }) => rows)
      .filter(({ presence }) => presence === 'unfilled')
      .map(({ key }) => key.toLowerCase()),
  ),
];
