import { fields, list, resourcesOf, statements, type Template, type TemplateResource } from './template';

/** An Allow of a role, wherever it stands: in the role, or in a policy of the same template that names the role. */
export interface Grant {
  /** The resource that holds the statement. */
  readonly logicalId: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

/** Everything that a template grants to one of its roles. */
export function grantsOf(template: Template, [roleId, role]: [string, TemplateResource]): Grant[] {
  const inline = list(role.Properties?.Policies).map((policy) => ({
    logicalId: roleId,
    document: fields(policy).PolicyDocument,
  }));
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => resourcesOf(template, type))
    .filter(([, { Properties }]) => list(Properties?.Roles).some((reference) => fields(reference).Ref === roleId))
    .map(([logicalId, { Properties }]) => ({ logicalId, document: Properties?.PolicyDocument }));
  return [...inline, ...attached].flatMap(({ logicalId, document }) =>
    statements(document)
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => ({ logicalId, statement })),
  );
}
