import { fields, list, resourcesOf, statements, type Template, type TemplateResource } from './template';

/** An Allow of a role, wherever it stands: in the role, or in a policy that names the role. */
export interface Grant {
  /** The resource that holds the statement. */
  readonly logicalId: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

/** Resource types that give a role permissions, and the property that names the roles. */
const policyTypes: Readonly<Record<string, 'Roles' | 'RoleName'>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
};

/** Everything that a template grants to one of its roles. */
export function grantsOf(template: Template, [roleId, role]: [string, TemplateResource]): Grant[] {
  const inline = list(role.Properties?.Policies).map((policy) => ({
    logicalId: roleId,
    document: fields(policy).PolicyDocument,
  }));
  const attached = policiesOf(template)
    .filter(({ roles }) => roles.some((reference) => fields(reference).Ref === roleId))
    .map(({ logicalId, resource }) => ({ logicalId, document: resource.Properties?.PolicyDocument }));
  return [...inline, ...attached].flatMap(({ logicalId, document }) =>
    statements(document)
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => ({ logicalId, statement })),
  );
}

/** Policies that name a role which is not a resource of their own template: no check can tell whose permissions they are. */
export function policiesOfUnknownRoles(template: Template): string[] {
  const known = new Set(resourcesOf(template, 'AWS::IAM::Role').map(([logicalId]) => logicalId));
  return policiesOf(template)
    .filter(({ roles }) => roles.some((reference) => !known.has(String(fields(reference).Ref))))
    .map(({ logicalId }) => logicalId);
}

function policiesOf(template: Template) {
  return Object.entries(policyTypes).flatMap(([type, property]) =>
    resourcesOf(template, type).map(([logicalId, resource]) => ({
      logicalId,
      resource,
      roles: list(resource.Properties?.[property]),
    })),
  );
}
