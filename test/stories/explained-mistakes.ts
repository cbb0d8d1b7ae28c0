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
    says: [],
  },
  {
    mistake: 'a grant is missing',
    stage: 'local',
    change: withoutGrant('OwnFiles'),
    says: [],
  },
  {
    mistake: 'a grant lacks an action',
    stage: 'local',
    change: inEveryRole('OwnFiles', (statement) => {
      statement.Action = statement.Action.filter((action: string) => action !== 's3:PutObject');
    }),
    says: [],
  },
  {
    mistake: 'a trust policy lacks its amr condition',
    stage: 'local',
    change: inTrust('AuthenticatedRole', (statement) => delete statement.Condition['ForAnyValue:StringLike']),
    says: [],
  },
  {
    mistake: 'a trust policy asks for guests',
    stage: 'local',
    change: inTrust('AuthenticatedRole', inConditions('authenticated', 'unauthenticated')),
    says: [],
  },
  {
    mistake: 'a role mapping gives the wrong role',
    stage: 'local-roles',
    change: inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ RoleMappings }) =>
      RoleMappings.OidcStarHarvest.RulesConfiguration.Rules.reverse(),
    ),
    says: [],
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
    says: [],
  },
  {
    mistake: 'the tag map fills another tag',
    stage: 'local',
    change: inResource('', 'AWS::Cognito::IdentityPoolPrincipalTag', (properties) => {
      properties.PrincipalTags = { guild: 'clan' };
    }),
    says: [],
  },
  {
    mistake: 'the attachment has no role for guests',
    stage: 'local',
    change: inResource('RoleAttachment', 'AWS::Cognito::IdentityPoolRoleAttachment', ({ Roles }) => {
      delete Roles.unauthenticated;
    }),
    says: [],
  },
];
