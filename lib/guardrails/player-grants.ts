import { leadingKeys, s3Prefix } from '../roles/condition-keys';
import { zones } from '../roles/zones';
import { grantsOf, policiesOfUnknownRoles } from './role-grants';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/**
 * What a player's role may be granted at all, whoever the player is; everything else is refused until somebody has thought about
 * it and written it here. Some mistakes no request can show (a missing `Null` guard matters only once Scan is granted), so they
 * are looked for in the policies themselves.
 */
export const playerGrants: Guardrail = {
  name: 'player-grants',
  fix: 'Grant through PlayerFiles and PlayerRecords: exact actions, each with the condition that pins it to the player',
  check: (templates) => templates.flatMap((template) => [...grantFindings(template), ...attachmentFindings(template)]),
};

type Rule = (statement: Readonly<Record<string, unknown>>) => string[];

const always: Rule = () => [];

/** By the action as IAM compares it, in lower case. */
const grantable: Readonly<Record<string, Rule>> = {
  's3:getobject': always,
  's3:putobject': always,
  's3:deleteobject': always,
  's3:abortmultipartupload': always,
  's3:listmultipartuploadparts': always,
  's3:listbucket': prefixProblems,
  'dynamodb:getitem': itemProblems,
  'dynamodb:batchgetitem': itemProblems,
  'dynamodb:query': itemProblems,
  'dynamodb:putitem': itemProblems,
  'dynamodb:updateitem': itemProblems,
  'dynamodb:deleteitem': itemProblems,
  'dynamodb:batchwriteitem': itemProblems,
  'dynamodb:conditioncheckitem': itemProblems,
};

function grantFindings(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => opensToWebIdentities(Properties?.AssumeRolePolicyDocument))
    .flatMap((role) => {
      const [logicalId, { Properties }] = role;
      const managed = list(Properties?.ManagedPolicyArns).length > 0;
      return [
        ...(managed ? [finding(template, logicalId, 'A managed policy grants what its owner changes it to')] : []),
        ...grantsOf(template, role).flatMap((grant) =>
          problemsOf(grant.statement).map((problem) =>
            finding(template, grant.logicalId, `${String(grant.statement.Sid ?? 'A statement')}: ${problem}`),
          ),
        ),
      ];
    });
}

function attachmentFindings(template: Template): Finding[] {
  return policiesOfUnknownRoles(template).map((logicalId) =>
    finding(template, logicalId, 'It is attached to a role of no resource in its template, which may be a player’s'),
  );
}

function finding(template: Template, logicalId: string, problem: string): Finding {
  return { severity: 'error', template, logicalId, location: 'Properties', problem };
}

function opensToWebIdentities(trust: unknown): boolean {
  return statements(trust).some(({ Principal }) => fields(Principal).Federated !== undefined);
}

function problemsOf(statement: Readonly<Record<string, unknown>>): string[] {
  if (statement.NotAction !== undefined) return ['NotAction grants whatever AWS adds'];
  if (statement.NotResource !== undefined) return ['NotResource grants whatever is added to the account'];
  return list(statement.Action)
    .map(String)
    .flatMap((action) => {
      const rule = Object.hasOwn(grantable, action.toLowerCase()) ? grantable[action.toLowerCase()] : undefined;
      if (rule === undefined) return [`${action} is not among what a player may be granted`];
      return rule(statement).map((problem) => `${action} ${problem}`);
    });
}

function prefixProblems({ Condition }: Readonly<Record<string, unknown>>): string[] {
  const prefixes = valuesOf(Condition, ['StringEquals', 'StringLike'], s3Prefix);
  const pinned = prefixes.length > 0 && prefixes.every((prefix) => /^[^*?]+\/\*?$/.test(prefix));
  return pinned ? [] : [`without a condition on ${s3Prefix} that ends in a folder lists other players' files`];
}

function itemProblems({ Condition, Resource }: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const keys = valuesOf(Condition, ['ForAllValues:StringEquals', 'ForAllValues:StringLike'], leadingKeys);
  if (keys.length === 0) problems.push(`without ForAllValues on ${leadingKeys} reaches every player's items`);
  for (const key of keys.filter((value) => !isPinned(value))) {
    problems.push(`under the leading key '${key}' reaches other players' items`);
  }
  const guard = list(fields(fields(Condition).Null)[leadingKeys]).map(String);
  if (guard.length !== 1 || guard[0] !== 'false') {
    problems.push('lacks the Null guard: ForAllValues also holds for a request without any leading key');
  }
  if (JSON.stringify(list(Resource)).includes('/index/')) problems.push('on an index is judged by the index’s own key');
  return problems;
}

/** A board's key may be a pattern, since everybody reads boards; any other names its owner by a policy variable, to the letter. */
function isPinned(key: string): boolean {
  const isBoard = key.startsWith(zones.public.leadingKey);
  const namesOwner = /\$\{[\w.:/-]+\}/.test(key);
  return isBoard || (namesOwner && !/[*?]/.test(key));
}

function valuesOf(condition: unknown, operators: readonly string[], key: string): string[] {
  return operators.flatMap((operator) => list(fields(fields(condition)[operator])[key]).map(String));
}
