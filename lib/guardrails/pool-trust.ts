import { guest, identityPoolKeys, signedIn } from '../roles/condition-keys';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/** Roles that a pool's token opens are open to one pool, and either to its signed-in players or to its guests. */
export const poolTrust: Guardrail = {
  name: 'pool-trust',
  fix: `Build the trust policy with identityPoolTrust(): StringEquals on ${identityPoolKeys.audience}, ForAnyValue:StringLike on ${identityPoolKeys.authenticationMethods}`,
  check: (templates) => templates.flatMap(trustsOf),
};

function trustsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role').flatMap(([logicalId, { Properties }]) =>
    statements(Properties?.AssumeRolePolicyDocument)
      .filter(opensToPools)
      .flatMap((statement) => problemsOf(fields(statement.Condition)))
      .map((problem) => ({
        severity: 'error' as const,
        template,
        logicalId,
        location: 'Properties.AssumeRolePolicyDocument',
        problem,
      })),
  );
}

function opensToPools({ Effect, Principal, NotPrincipal }: Record<string, unknown>): boolean {
  if (Effect !== 'Allow') return false;
  if (NotPrincipal !== undefined) return true;
  if (Principal === '*') return true;
  const { Federated, AWS } = fields(Principal);
  return (
    list(AWS).includes('*') ||
    list(Federated).some((principal) => principal === '*' || principal === identityPoolKeys.principal)
  );
}

/** What is missing from the conditions of a trust in pools. */
function problemsOf(conditions: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const pools = list(fields(conditions.StringEquals)[identityPoolKeys.audience]);
  if (pools.length === 0) problems.push('Any identity pool, of any account, opens this role: its trust names no pool');
  const methods = ['ForAnyValue:StringLike', 'ForAnyValue:StringEquals'].flatMap((operator) =>
    list(fields(conditions[operator])[identityPoolKeys.authenticationMethods]),
  );
  if (methods.length === 0)
    problems.push('Guests and signed-in players alike open this role: its trust asks for no amr');
  // `*authenticated` also matches `unauthenticated`, and a list takes whoever meets one of its values.
  const exact = methods.length === 1 && (methods[0] === signedIn || methods[0] === guest);
  if (methods.length > 0 && !exact) {
    problems.push(`Its trust asks for amr ${JSON.stringify(methods)}; it must be exactly '${signedIn}' or '${guest}'`);
  }
  return problems;
}

/** Whether a trust policy lets guests in. */
export function trustsGuests(assumeRolePolicyDocument: unknown): boolean {
  return statements(assumeRolePolicyDocument).some(({ Condition }) =>
    Object.values(fields(Condition)).some((keys) =>
      list(fields(keys)[identityPoolKeys.authenticationMethods]).includes(guest),
    ),
  );
}
