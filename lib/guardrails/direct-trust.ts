import { identityPoolKeys } from '../roles/condition-keys';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/**
 * Roles that a provider's own tokens open are open to named apps of it: a provider makes tokens for everybody's apps, and without
 * the audience any of them opens the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html (documented)
 */
export const directTrust: Guardrail = {
  name: 'direct-trust',
  fix: 'Build the trust policy with directTrust(): StringEquals on the audience key of the provider, and no session tags',
  check: (templates) => templates.flatMap(trustsOf),
};

function trustsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role').flatMap(([logicalId, { Properties }]) =>
    statements(Properties?.AssumeRolePolicyDocument)
      .filter(opensToProviders)
      .flatMap(problemsOf)
      .map((problem) => ({
        severity: 'error' as const,
        template,
        logicalId,
        location: 'Properties.AssumeRolePolicyDocument',
        problem,
      })),
  );
}

/** Whether somebody but an identity pool may take the role by federation. */
function opensToProviders({ Effect, Principal }: Record<string, unknown>): boolean {
  const federated = list(fields(Principal).Federated);
  return Effect === 'Allow' && federated.some((principal) => principal !== identityPoolKeys.principal);
}

function problemsOf({ Action, Principal, Condition }: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const federated = list(fields(Principal).Federated);
  if (federated.length > 1) problems.push('Its trust names several providers, whose subjects may be equal');
  const equals = fields(fields(Condition).StringEquals);
  const audiences = Object.entries(equals)
    .filter(([key]) => audienceKeyOf(federated[0]).test(key))
    .flatMap(([, apps]) => list(apps));
  if (audiences.length === 0) {
    problems.push('Any app of the provider opens this role: its trust names no audience of that provider');
  }
  if (
    list(Action)
      .map(String)
      .some((action) => /TagSession|\*/i.test(action))
  ) {
    problems.push("Its trust takes session tags, which here are the provider's to choose");
  }
  return problems;
}

/** The keys that hold the app: of the provider itself where it is named, of any where only the deployment knows its ARN. */
function audienceKeyOf(principal: unknown): RegExp {
  if (typeof principal !== 'string') return /:(aud|app_id)$/;
  const host = principal.slice(principal.startsWith('arn:') ? principal.indexOf('/') + 1 : 0);
  return new RegExp(`^${host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:(aud|app_id)$`);
}
