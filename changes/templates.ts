/** A resource as a template writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A template, as far as a comparison reads it. */
export interface Template {
  readonly Description?: string;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }>
  >;
}

/** One stack of a deployment. */
export interface StackTemplate {
  readonly name: string;
  /** Account and region, as far as they are known before the deployment: `123456789012/eu-west-1`. */
  readonly place: string;
  readonly template: Template;
  /**
   * Stacks that import its exports, by the export's name, as far as CloudFormation was asked. Without it the templates of the deployment
   * tell, and nobody else's imports are known.
   */
  readonly importers?: Readonly<Record<string, readonly string[]>>;
}

/** The stacks of one stage, in the order in which the CLI deploys them: who exports stands before who imports. */
export type Deployment = readonly StackTemplate[];

/** The fields of an object; anything else has none. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** One value or a list of them; nothing is an empty list. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Every object and text below a value, itself included. */
export function* within(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) yield* within(item);
}

/** All resources of a deployment, with the stack of each. */
export function resourcesOf(deployment: Deployment): { stack: string; id: string; resource: TemplateResource }[] {
  return deployment.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {}).map(([id, resource]) => ({ stack: name, id, resource })),
  );
}
