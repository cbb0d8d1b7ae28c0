/** A finished template, as the checks read it. */
export interface Template {
  /** Where it lies on disk. */
  readonly path: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Its size on disk. */
  readonly bytes?: number;
  /** Its outputs by name. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** What a check found wrong with one resource. An error stops the synthesis, a warning is shown. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly template: Template;
  readonly logicalId: string;
  /** Where in the resource: `Properties.AssumeRolePolicyDocument`. */
  readonly location: string;
  readonly problem: string;
}

/** One check over the finished templates of an app. */
export interface Guardrail {
  readonly name: string;
  /** What the reader should do about any finding of it. */
  readonly fix: string;
  check(templates: readonly Template[]): Finding[];
}

/** All resources of one type. */
export function resourcesOf(template: Template, type: string): [logicalId: string, resource: TemplateResource][] {
  return Object.entries(template.resources).filter(([, resource]) => resource.Type === type);
}

/** One value or a list of them, as IAM and CloudFormation write it; nothing is an empty list. */
export function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The fields of an object; anything else has none. */
export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The statements of a policy document. */
export function statements(document: unknown): Record<string, unknown>[] {
  return list(fields(document).Statement).map(fields);
}
