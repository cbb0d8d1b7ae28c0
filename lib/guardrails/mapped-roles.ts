import { guest, identityPoolKeys, signedIn } from '../roles/condition-keys';
import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/**
 * Every role that a pool hands out, by default, by rule or by a user pool's group, trusts pools and the kind of player who gets it.
 * AWS checks none of this when it is written down: the player whom it concerns gets no credentials.
 */
export const mappedRoles: Guardrail = {
  name: 'mapped-roles',
  fix: 'Make the role with signedInRole(), which gives it the trust of the role that every signed-in player has',
  check: (templates) => {
    const tagged = templates.some(
      (template) => resourcesOf(template, 'AWS::Cognito::IdentityPoolPrincipalTag').length > 0,
    );
    return templates.flatMap((template) => findingsOf(template, tagged));
  },
};

function findingsOf(template: Template, tagged: boolean): Finding[] {
  return handedOut(template).flatMap(({ logicalId, location, role, method }) => {
    const { Type, Properties } = template.resources[role ?? ''] ?? {};
    const problems =
      Type === 'AWS::IAM::Role'
        ? trustProblems(Properties?.AssumeRolePolicyDocument, method, tagged && method === signedIn)
        : ['is no role of this template, so no check can tell whom it trusts'];
    return problems.map((problem) => ({
      severity: 'error' as const,
      template,
      logicalId,
      location,
      problem: `The role at ${location} ${problem}`,
    }));
  });
}

interface HandedOut {
  readonly logicalId: string;
  readonly location: string;
  /** The role's logical ID; absent where it is no resource of the template. */
  readonly role: string | undefined;
  readonly method: string;
}

function handedOut(template: Template): HandedOut[] {
  const attached = resourcesOf(template, 'AWS::Cognito::IdentityPoolRoleAttachment').flatMap(
    ([logicalId, resource]) => {
      const roles = Object.entries(fields(resource.Properties?.Roles)).map(([kind, arn]) => ({
        logicalId,
        location: `Properties.Roles.${kind}`,
        role: roleIn(arn),
        method: kind === 'unauthenticated' ? guest : signedIn,
      }));
      const mapped = Object.entries(fields(resource.Properties?.RoleMappings)).flatMap(([key, mapping]) =>
        list(fields(fields(mapping).RulesConfiguration).Rules).map((rule, index) => ({
          logicalId,
          location: `Properties.RoleMappings.${key}.RulesConfiguration.Rules[${index}]`,
          role: roleIn(fields(rule).RoleARN),
          method: signedIn,
        })),
      );
      return [...roles, ...mapped];
    },
  );
  const groups = resourcesOf(template, 'AWS::Cognito::UserPoolGroup')
    .filter(([, { Properties }]) => Properties?.RoleArn !== undefined)
    .map(([logicalId, { Properties }]) => ({
      logicalId,
      location: 'Properties.RoleArn',
      role: roleIn(Properties?.RoleArn),
      method: signedIn,
    }));
  return [...attached, ...groups];
}

function roleIn(arn: unknown): string | undefined {
  const [logicalId, attribute] = list(fields(arn)['Fn::GetAtt']);
  return attribute === 'Arn' ? String(logicalId) : undefined;
}

function trustProblems(trust: unknown, method: string, tagged: boolean): string[] {
  const open = statements(trust).filter(
    ({ Principal, Condition }) =>
      list(fields(Principal).Federated).includes(identityPoolKeys.principal) &&
      Object.values(fields(Condition)).some((keys) => {
        const methods = list(fields(keys)[identityPoolKeys.authenticationMethods]);
        return methods.length === 1 && methods[0] === method;
      }),
  );
  const takes = (action: string) => open.some(({ Action }) => list(Action).includes(action));
  if (!takes('sts:AssumeRoleWithWebIdentity')) return [`does not trust players of a pool who are ${method}`];
  // With tags in the pool's token STS asks for both actions, and refuses the session where one is missing (documented).
  if (tagged && !takes('sts:TagSession')) return ['lacks sts:TagSession, while the pool puts tags into its tokens'];
  return [];
}
