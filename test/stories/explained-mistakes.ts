import type { OpenTemplate } from './deployment';
import { inConditions, inResource, inResources, inTrust, type Loose, type Mutation } from './mutation';

/** A mistake in the app, as it shows in its templates, and what a run then says of it. */
export interface ExplainedMistake {
  readonly mistake: string;
  /** The stage that it is made in; `local-roles` has role mappings. */
  readonly stage: 'local' | 'local-roles';
  readonly change: Mutation['change'];
  /** What is printed; what differs from run to run or from edit to edit has a name: `<run>`, `<line>`. */
  readonly says: readonly string[];
}

const sub = '${cognito-identity.amazonaws.com:sub}';

/** Changes a statement in the policy of every role that has it, as a change of the one line that grants it does. */
function inEveryRole(sid: string, change: (statement: Loose) => void): Mutation['change'] {
  return ({ Resources }: OpenTemplate) => {
    const statements = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => (Properties as Loose).PolicyDocument.Statement as Loose[])
      .filter(({ Sid }) => Sid === sid);
    for (const statement of statements) change(statement);
    return statements.length > 0;
  };
}

/** Takes a statement out of the policy of every role that has it. */
function withoutGrant(sid: string): Mutation['change'] {
  return ({ Resources }) => {
    let found = false;
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::IAM::Policy') continue;
      const document = (Properties as Loose).PolicyDocument;
      const kept = document.Statement.filter(({ Sid }: Loose) => Sid !== sid);
      found ||= kept.length < document.Statement.length;
      document.Statement = kept;
    }
    return found;
  };
}

/** One of each kind. */
export const explainedMistakes: readonly ExplainedMistake[] = [
  {
    mistake: 'a grant is too wide',
    stage: 'local',
    change: inEveryRole('OwnFiles', inResources(`/private/${sub}/*`, '/private/*')),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Allowed, and must be refused: <n> checks',
      "   what     may not get another player's private file (<n>), may not head another player's private file (<n>), may not put another player's private file (<n>), and <n> more",
      '   zones    private',
      '   roles    guest (<n>), authenticated (<n>)',
      '   players  guest (<n>), signed-in, event: star-harvest (<n>)',
      '   flows    enhanced (<n>), basic (<n>)',
      "   allowed by 'OwnFiles' of the identity-based policy: s3:GetObject on arn:aws:s3:::<bucket>/private/smoke-test-stranger/<run>-probe.txt",
      '     by its resource arn:aws:s3:::<bucket>/private/*',
      "     by its condition StringEqualsIfExists s3:x-amz-storage-class 'STANDARD': the request does not carry it",
      "     by its condition StringEqualsIfExists s3:x-amz-server-side-encryption 'AES256': the request does not carry it",
      "     by its condition Null s3:x-amz-server-side-encryption-customer-algorithm 'true': the request does not carry it",
      "   in       'OwnFiles' of star-harvest-local-federation/GuestRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/federation-stack.ts:<line>',
      "   in       'OwnFiles' of star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/signed-in-role.ts:<line>',
    ],
  },
  {
    mistake: 'a grant is missing',
    stage: 'local',
    change: withoutGrant('OwnFiles'),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Refused, and must be allowed: <n> checks',
      '   what     may put its own private file (<n>), may get its own private file (<n>), may head its own private file (<n>), and <n> more',
      '   zones    private (<n>), protected (<n>), federated (<n>)',
      '   roles    authenticated (<n>), guest (<n>), federated (<n>)',
      '   players  signed-in, event: star-harvest (<n>), guest (<n>)',
      '   flows    enhanced (<n>), basic (<n>), direct (<n>)',
      '   no identity-based policy allows s3:PutObject on arn:aws:s3:::<bucket>/private/<identity ID>/smoke-test-<run>-0-enhanced.txt',
      "   nearest is 'ReadPublicFiles', but it does not list s3:PutObject, and its resources are 'arn:aws:s3:::<bucket>/public/*'",
      "   in       'ReadPublicFiles' of star-harvest-local-federation/GuestRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/federation-stack.ts:<line>',
      '   in       and 1 more',
      '   no identity-based policy allows s3:GetObject on arn:aws:s3:::<bucket>/private/<identity ID>/smoke-test-<run>-0-enhanced.txt',
      "   nearest is 'ReadPublicFiles', but its resources are 'arn:aws:s3:::<bucket>/public/*'",
      "   in       'ReadPublicFiles' of star-harvest-local-federation/GuestRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/federation-stack.ts:<line>',
      '   in       and 1 more',
      '   no identity-based policy allows s3:PutObject on arn:aws:s3:::<bucket>/private/<identity ID>/smoke-test-<run>-1-enhanced.txt',
      "   nearest is 'ClanFiles', but its resources are 'arn:aws:s3:::<bucket>/clans/red/*'",
      "   in       'ClanFiles' of star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/signed-in-role.ts:<line>',
      '   and 2 other ways in which it shows',
    ],
  },
  {
    mistake: 'a grant lacks an action',
    stage: 'local',
    change: inEveryRole('OwnFiles', (statement) => {
      statement.Action = statement.Action.filter((action: string) => action !== 's3:PutObject');
    }),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Refused, and must be allowed: <n> checks',
      '   what     may put its own private file (<n>), may put its own private file into each storage class that the stage allows (<n>), may get its own private file (<n>), and <n> more',
      '   zones    private (<n>), protected (<n>), federated (<n>)',
      '   roles    authenticated (<n>), guest (<n>), federated (<n>)',
      '   players  signed-in, event: star-harvest (<n>), guest (<n>)',
      '   flows    enhanced (<n>), basic (<n>), direct (<n>)',
      '   no identity-based policy allows s3:PutObject on arn:aws:s3:::<bucket>/private/<identity ID>/smoke-test-<run>-0-enhanced.txt',
      "   nearest is 'OwnFiles', but it does not list s3:PutObject",
      "   in       'OwnFiles' of star-harvest-local-federation/GuestRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/federation-stack.ts:<line>',
      '   in       and 1 more',
      '   no identity-based policy allows s3:PutObject on arn:aws:s3:::<bucket>/federated/star-harvest/804243d5a4b78484b31ced0c2c8b5c6e/smoke-test-<run>-1-direct.txt',
      "   nearest is 'OwnFiles', but it does not list s3:PutObject",
      "   in       'OwnFiles' of star-harvest-local-federation/DirectRoles/StarHarvestRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/direct-roles.ts:<line>',
    ],
  },
  {
    mistake: 'a trust policy lacks its amr condition',
    stage: 'local',
    change: inTrust('AuthenticatedRole', (statement) => delete statement.Condition['ForAnyValue:StringLike']),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Allowed, and must be refused: 1 check',
      '   what     may not assume the authenticated role',
      '   who      guest (role guest, basic flow)',
      '   allowed by Statement[0] of the role trust policy: sts:AssumeRoleWithWebIdentity on arn:aws:iam::123456789012:role/<role>',
      "     by its condition StringEquals cognito-identity.amazonaws.com:aud '<pool>': the request has '<pool>'",
      '   in       star-harvest-local-federation/AuthenticatedRole/Resource',
      '   at       lib/roles/federated-role.ts:<line> from lib/federation/signed-in-role.ts:<line> from lib/federation/federation-stack.ts:<line> from lib/app.ts:<line>',
    ],
  },
  {
    mistake: 'a trust policy asks for guests',
    stage: 'local',
    change: inTrust('AuthenticatedRole', inConditions('authenticated', 'unauthenticated')),
    says: [
      'Not as it should be: <n> of <all> checks, for 2 reasons.',
      '',
      '1. Refused, and must be allowed: <n> checks',
      '   what     may get credentials for its identity (<n>), may assume its role with the OpenID token (<n>)',
      '   roles    authenticated',
      '   players  signed-in, event: star-harvest',
      '   flows    enhanced (<n>), basic (<n>)',
      '   no role trust policy allows sts:AssumeRoleWithWebIdentity on arn:aws:iam::123456789012:role/<role>',
      "   nearest is Statement[0], but the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr wants 'unauthenticated' and the request has ['authenticated', 'players.star-harvest.example']",
      "   the role was picked by the pool's role for signed-in players: no role mapping is about them",
      '   in       star-harvest-local-federation/AuthenticatedRole/Resource',
      '   at       lib/roles/federated-role.ts:<line> from lib/federation/signed-in-role.ts:<line> from lib/federation/federation-stack.ts:<line> from lib/app.ts:<line>',
      '   in       star-harvest-local-federation/RoleAttachment/Resource',
      '   at       lib/federation/role-attachment.ts:<line> from lib/federation/federation-stack.ts:<line> from lib/app.ts:<line> from bin/synthesize-stage.ts:<line>',
      '',
      '2. Allowed, and must be refused: 1 check',
      '   what     may not assume the authenticated role',
      '   who      guest (role guest, basic flow)',
      '   allowed by Statement[0] of the role trust policy: sts:AssumeRoleWithWebIdentity on arn:aws:iam::123456789012:role/<role>',
      "     by its condition StringEquals cognito-identity.amazonaws.com:aud '<pool>': the request has '<pool>'",
      "     by its condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr 'unauthenticated': the request has ['unauthenticated']",
      '   in       star-harvest-local-federation/AuthenticatedRole/Resource',
      '   at       lib/roles/federated-role.ts:<line> from lib/federation/signed-in-role.ts:<line> from lib/federation/federation-stack.ts:<line> from lib/app.ts:<line>',
    ],
  },
  {
    mistake: 'a role mapping gives the wrong role',
    stage: 'local-roles',
    change: inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ RoleMappings }) =>
      RoleMappings.OidcStarHarvest.RulesConfiguration.Rules.reverse(),
    ),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Another role than expected: 1 check',
      '   what     is given the moderator role',
      '   who      signed-in, event: star-harvest (role moderator, enhanced flow)',
      '   it was given 123456789012/star-market-local-roles-f-AuthenticatedRole86104F1A-bvokborzEqCE, picked by rule 1 of the role mapping for arn:aws:iam::123456789012:oidc-provider/players.star-harvest.example: plan is not banned',
      '   in       star-market-local-roles-federation/RoleAttachment/Resource',
      '   at       lib/federation/role-attachment.ts:<line> from lib/federation/federation-stack.ts:<line> from lib/app.ts:<line> from bin/synthesize-stage.ts:<line>',
    ],
  },
  {
    mistake: 'the bucket’s policy denies what everybody reads',
    stage: 'local',
    change: inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument, Bucket }) =>
      PolicyDocument.Statement.push({
        Sid: 'NotNow',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', Bucket, '/public/*']] },
      }),
    ),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Refused, and must be allowed: <n> checks',
      '   what     may get a public file (<n>), may head a public file (<n>)',
      '   zones    public',
      '   roles    guest (<n>), authenticated (<n>), federated (<n>)',
      '   players  signed-in, event: star-harvest (<n>), guest (<n>)',
      '   flows    enhanced (<n>), basic (<n>), direct (<n>)',
      "   denied by 'NotNow' of the resource-based policy: s3:GetObject on arn:aws:s3:::<bucket>/public/smoke-test/<run>-probe.txt",
      '     by its resource arn:aws:s3:::<bucket>/public/*',
      "   in       'NotNow' of star-harvest-local-data/PlayerFiles/Bucket/Policy/Resource",
      '   at       lib/data/player-files.ts:<line> from lib/data/data-stack.ts:<line>',
    ],
  },
  {
    mistake: 'the tag map fills another tag',
    stage: 'local',
    change: inResource('', 'AWS::Cognito::IdentityPoolPrincipalTag', (properties) => {
      properties.PrincipalTags = { guild: 'clan' };
    }),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Refused, and must be allowed: <n> checks',
      '   what     may put a file of its own clan (<n>), may get a file of its own clan (<n>), may head a file of its own clan (<n>), and <n> more',
      '   zones    clans',
      '   roles    authenticated',
      '   players  signed-in, event: star-harvest',
      '   flows    enhanced (<n>), basic (<n>)',
      '   no identity-based policy allows s3:PutObject on arn:aws:s3:::<bucket>/clans/red/smoke-test-<run>-1-enhanced.txt',
      "   nearest is 'ClanFiles', but its resources are 'arn:aws:s3:::<bucket>/clans/${aws:PrincipalTag/clan}/*' (the request has no value for ${aws:PrincipalTag/clan}), and the condition StringLike aws:PrincipalTag/clan wants '?*' and the request does not carry it",
      "   in       'ClanFiles' of star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/signed-in-role.ts:<line>',
      '   no identity-based policy allows s3:ListBucket on arn:aws:s3:::<bucket>',
      "   nearest is 'ListClanFiles', but the condition StringLike s3:prefix wants 'clans/${aws:PrincipalTag/clan}/*' and the request has 'clans/red/' (the request has no value for ${aws:PrincipalTag/clan}), and the condition StringLike aws:PrincipalTag/clan wants '?*' and the request does not carry it",
      "   in       'ListClanFiles' of star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource",
      '   at       lib/data/player-files.ts:<line> from :<line> from :<line> from lib/federation/signed-in-role.ts:<line>',
      '   no identity-based policy allows dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:123456789012:table/<table>',
      "   nearest is 'ClanRecords', but the condition StringLike aws:PrincipalTag/clan wants '?*' and the request does not carry it, and the condition ForAllValues:StringEquals dynamodb:LeadingKeys wants 'CLAN#${aws:PrincipalTag/clan}' and the request has ['CLAN#red'] (the request has no value for ${aws:PrincipalTag/clan})",
      "   in       'ClanRecords' of star-harvest-local-federation/AuthenticatedRole/DefaultPolicy/Resource",
      '   at       lib/data/player-records.ts:<line> from :<line> from :<line> from lib/federation/signed-in-role.ts:<line>',
    ],
  },
  {
    mistake: 'the attachment has no role for guests',
    stage: 'local',
    change: inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ Roles }) => {
      delete Roles.unauthenticated;
    }),
    says: [
      'Not as it should be: <n> of <all> checks, for one reason.',
      '',
      '1. Failed, and must be allowed: 1 check',
      '   what     may get credentials for its identity',
      '   who      guest (role guest, enhanced flow)',
      '   the answer was InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    ],
  },
];
