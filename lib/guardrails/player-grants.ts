import { leadingKeys, s3Prefix } from '../access/condition-keys';
import { type Grant, grantsOf } from './role-grants';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/**
 * What no player's role may be granted, whoever the player is. Some of these mistakes no request can show (a missing `Null` guard
 * matters only once Scan is granted), so they are looked for in the policies themselves.
 */
export const playerGrants: Guardrail = {
  name: 'player-grants',
  fix: 'Grant through PlayerFiles and PlayerRecords: exact actions, each with the condition that pins it to the player',
  check: (templates) => templates.flatMap(findingsOf),
};

/** Requests without a leading key, under a key of their own, or that show what belongs to everybody. */
const neverForPlayers: Readonly<Record<string, string>> = {
  'dynamodb:Scan': 'reads every item of the table',
  'dynamodb:ExportTableToPointInTime': 'copies the table',
  'dynamodb:PartiQLSelect': 'reads without a leading key when its statement has none',
  'dynamodb:PartiQLInsert': 'is not held by the conditions of the other actions',
  'dynamodb:PartiQLUpdate': 'is not held by the conditions of the other actions',
  'dynamodb:PartiQLDelete': 'is not held by the conditions of the other actions',
  's3:ListBucketMultipartUploads': "has no prefix condition and shows everybody's uploads",
  's3:ListBucketVersions': 'shows what players deleted',
  's3:PutObjectAcl': 'gives files away',
};

function findingsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => opensToWebIdentities(Properties?.AssumeRolePolicyDocument))
    .flatMap((role) => grantsOf(template, role))
    .flatMap((grant) =>
      problemsOf(grant).map((problem) => ({
        severity: 'error' as const,
        template,
        logicalId: grant.logicalId,
        location: 'Properties.PolicyDocument',
        problem: `${String(grant.statement.Sid ?? 'A statement')}: ${problem}`,
      })),
    );
}

function opensToWebIdentities(trust: unknown): boolean {
  return statements(trust).some(({ Principal }) => fields(Principal).Federated !== undefined);
}

function problemsOf({ statement }: Grant): string[] {
  if (statement.NotAction !== undefined) return ['NotAction grants whatever AWS adds'];
  if (statement.NotResource !== undefined) return ['NotResource grants whatever is added to the account'];
  const actions = list(statement.Action).map(String);
  const conditions = fields(statement.Condition);
  return actions.flatMap((action) => {
    if (action.includes('*')) return [`${action} also grants what AWS adds under that name`];
    const reason = neverForPlayers[action];
    if (reason !== undefined) return [`${action} ${reason}`];
    if (action.startsWith('dynamodb:')) return leadingKeyProblems(action, conditions);
    if (action === 's3:ListBucket' && !pinned(conditions, ['StringEquals', 'StringLike'], s3Prefix)) {
      return [`${action} without a condition on ${s3Prefix} lists everybody's files`];
    }
    return [];
  });
}

function leadingKeyProblems(action: string, conditions: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (!pinned(conditions, ['ForAllValues:StringEquals', 'ForAllValues:StringLike'], leadingKeys)) {
    problems.push(`${action} without ForAllValues on ${leadingKeys} reaches every player's items`);
  }
  const guard = list(fields(conditions.Null)[leadingKeys]).map(String);
  if (guard.length !== 1 || guard[0] !== 'false') {
    problems.push(`${action} lacks the Null guard: ForAllValues also holds for a request without any leading key`);
  }
  return problems;
}

/** Whether one of these operators compares the key with something that is not a lone wildcard. */
function pinned(conditions: Record<string, unknown>, operators: readonly string[], key: string): boolean {
  const values = operators.flatMap((operator) => list(fields(conditions[operator])[key]));
  return values.length > 0 && !values.includes('*') && !values.includes('');
}
