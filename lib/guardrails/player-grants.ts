import {
  customersKey,
  encryption,
  identityPoolKeys,
  leadingKeys,
  s3Prefix,
  storageClass,
} from '../roles/condition-keys';
import { callProblems } from './call-grants';
import { trustsGuests } from './pool-trust';
import { grantsOf, policiesOfUnknownRoles } from './role-grants';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';
import { type Access, type RoleFor, tooMuchInZone } from './zone-access';

/**
 * What a player's role may be granted at all: these actions, and each in a zone whose row lets these players do it. Everything else
 * is refused until somebody has thought about it and written it here, or in the zone's row. Some mistakes no request can show (a
 * missing `Null` guard matters only once Scan is granted), so they are looked for in the policies themselves.
 */
export const playerGrants: Guardrail = {
  name: 'player-grants',
  fix: 'Grant through PlayerFiles and PlayerRecords what the zone says, through ScoresApi what players call: exact actions, each pinned to the player',
  check: (templates) => templates.flatMap((template) => [...grantFindings(template), ...attachmentFindings(template)]),
};

/** What is wrong with a statement that grants an action which does this. */
type Rule = (
  statement: Readonly<Record<string, unknown>>,
  access: Access,
  roleFor: RoleFor,
  template: Template,
) => string[];

/** By the action as IAM compares it, in lower case. */
const grantable: Readonly<Record<string, readonly [Rule, Access]>> = {
  's3:getobject': [fileProblems, 'read'],
  's3:putobject': [putProblems, 'write'],
  's3:deleteobject': [fileProblems, 'delete'],
  's3:abortmultipartupload': [fileProblems, 'write'],
  's3:listmultipartuploadparts': [fileProblems, 'write'],
  's3:listbucket': [prefixProblems, 'list'],
  'dynamodb:getitem': [itemProblems, 'read'],
  'dynamodb:batchgetitem': [itemProblems, 'read'],
  'dynamodb:query': [itemProblems, 'read'],
  'dynamodb:putitem': [itemProblems, 'write'],
  'dynamodb:updateitem': [itemProblems, 'write'],
  'dynamodb:deleteitem': [itemProblems, 'delete'],
  'dynamodb:batchwriteitem': [itemProblems, 'write'],
  // It says whether a condition on an item holds, and belongs to writing in a transaction.
  'dynamodb:conditioncheckitem': [itemProblems, 'write'],
  'execute-api:invoke': [(statement, _access, ...more) => callProblems(statement, ...more), 'write'],
};

function grantFindings(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => playersOf(Properties?.AssumeRolePolicyDocument).length > 0)
    .flatMap((role) => {
      const [logicalId, { Properties }] = role;
      const players = playersOf(Properties?.AssumeRolePolicyDocument);
      const managed = list(Properties?.ManagedPolicyArns).length > 0;
      return [
        ...(managed ? [finding(template, logicalId, 'A managed policy grants what its owner changes it to')] : []),
        ...grantsOf(template, role).flatMap((grant) =>
          problemsOf(grant.statement, players, template).map((problem) =>
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

/** Whom a trust policy lets in by web identity: where several may, each of them must be allowed what is granted. */
function playersOf(trust: unknown): readonly RoleFor[] {
  const federated = statements(trust).flatMap(({ Principal }) => list(fields(Principal).Federated));
  const ofPool = trustsGuests(trust) ? 'guest' : 'signed-in';
  return [...new Set(federated.map((principal) => (principal === identityPoolKeys.principal ? ofPool : 'federated')))];
}

function problemsOf(
  statement: Readonly<Record<string, unknown>>,
  players: readonly RoleFor[],
  template: Template,
): string[] {
  if (statement.NotAction !== undefined) return ['NotAction grants whatever AWS adds'];
  if (statement.NotResource !== undefined) return ['NotResource grants whatever is added to the account'];
  return list(statement.Action)
    .map(String)
    .flatMap((action) => {
      const name = action.toLowerCase();
      const known = Object.hasOwn(grantable, name) ? grantable[name] : undefined;
      if (known === undefined) return [`${action} is not among what a player may be granted`];
      const [rule, access] = known;
      const problems = players.flatMap((roleFor) => rule(statement, access, roleFor, template));
      return [...new Set(problems)].map((problem) => `${action} ${problem}`);
    });
}

function fileProblems({ Resource }: Readonly<Record<string, unknown>>, access: Access, roleFor: RoleFor): string[] {
  return list(Resource).flatMap((resource) => {
    // A bucket's ARN holds no slash.
    const text = textOf(resource);
    const path = text.slice(text.indexOf('/') + 1);
    return prefixed('on', tooMuchInZone('files', path, access, roleFor));
  });
}

/** What is put where, and what else the put may bring about: each of these headers is something that the owner pays for. */
function putProblems(statement: Readonly<Record<string, unknown>>, access: Access, roleFor: RoleFor): string[] {
  const condition = fields(statement.Condition);
  const keyless = list(fields(condition.Null)[customersKey]).map(String);
  return [
    ...fileProblems(statement, access, roleFor),
    ...[storageClass, encryption]
      .filter((key) => valuesOf(condition, ['StringEquals', 'StringEqualsIfExists'], key).length === 0)
      .map((key) => `without a condition on ${key} puts at whatever price the player asks for`),
    ...(keyless.length === 1 && keyless[0] === 'true'
      ? []
      : [`without Null on ${customersKey} puts what nobody reads`]),
  ];
}

function prefixProblems({ Condition }: Readonly<Record<string, unknown>>, access: Access, roleFor: RoleFor): string[] {
  const prefixes = valuesOf(Condition, ['StringEquals', 'StringLike'], s3Prefix);
  if (prefixes.length === 0) return [`without a condition on ${s3Prefix} lists other players' files`];
  return prefixes.flatMap((prefix) =>
    prefixed(`with the ${s3Prefix}`, tooMuchInZone('files', prefix, access, roleFor)),
  );
}

function itemProblems(
  { Condition, Resource }: Readonly<Record<string, unknown>>,
  access: Access,
  roleFor: RoleFor,
): string[] {
  const problems: string[] = [];
  const keys = valuesOf(Condition, ['ForAllValues:StringEquals', 'ForAllValues:StringLike'], leadingKeys);
  if (keys.length === 0) problems.push(`without ForAllValues on ${leadingKeys} reaches every player's items`);
  for (const key of keys) {
    problems.push(...prefixed('under the leading key', tooMuchInZone('records', key, access, roleFor)));
  }
  const guard = list(fields(fields(Condition).Null)[leadingKeys]).map(String);
  if (guard.length !== 1 || guard[0] !== 'false') {
    problems.push('lacks the Null guard: ForAllValues also holds for a request without any leading key');
  }
  if (JSON.stringify(list(Resource)).includes('/index/')) problems.push('on an index is judged by the index’s own key');
  return problems;
}

function prefixed(what: string, problem: string | undefined): string[] {
  return problem === undefined ? [] : [`${what} ${problem}`];
}

/** An ARN as far as the template knows it: what only the deployment knows is left out. */
function textOf(resource: unknown): string {
  const [, parts] = list(fields(resource)['Fn::Join']);
  return [resource, ...list(parts)].filter((part) => typeof part === 'string').join('');
}

function valuesOf(condition: unknown, operators: readonly string[], key: string): string[] {
  return operators.flatMap((operator) => list(fields(fields(condition)[operator])[key]).map(String));
}
