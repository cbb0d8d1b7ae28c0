import { referencesIn } from '../../assembly/template-dependencies';

/** What names a resource that is there: identifying properties and their values. */
export type Identifier = Readonly<Record<string, string>>;

interface DeclaredResource {
  readonly Type: string;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
  readonly Metadata?: unknown;
  readonly Properties?: unknown;
}

/** A template as CDK writes it, as far as an import looks into it. */
export interface WholeTemplate {
  readonly Resources: Readonly<Record<string, DeclaredResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** What CloudFormation takes to import resources into a stack. */
export interface ImportTemplate {
  readonly template: WholeTemplate;
  /** `--resources-to-import` of `aws cloudformation create-change-set`. */
  readonly resources: readonly object[];
  /** Properties that refer to what is not imported, such as `IdentityPool.OpenIdConnectProviderARNs`: the next deployment writes them. */
  readonly leftOut: readonly string[];
}

/**
 * The part of a template that holds resources to import and nothing else: an import takes neither outputs nor other resources
 * (**observed**: awslabs/aws-security-assessment-solution#6). What a property says of resources that do not exist yet is left out;
 * CloudFormation does not compare a template with what it imports (**documented**: "Import AWS resources into a CloudFormation stack").
 *
 * @param existing the resources by their logical IDs
 * @throws Error naming what the template has not, or what has no deletion policy
 */
export function importTemplate(whole: WholeTemplate, existing: Readonly<Record<string, Identifier>>): ImportTemplate {
  const ids = Object.keys(existing);
  const unknown = ids.filter((id) => !Object.hasOwn(whole.Resources, id));
  if (unknown.length > 0) throw new Error(`the template has no resource ${unknown.join(', ')}`);
  const isThere = (name: string) => ids.includes(name) || name.startsWith('AWS::');
  const leftOut: string[] = [];
  const kept = ids.map((id) => {
    const declared = whole.Resources[id];
    const { Type = '', DeletionPolicy, UpdateReplacePolicy, Metadata, Properties = {} } = declared ?? { Type: '' };
    if (DeletionPolicy !== 'Retain' && DeletionPolicy !== 'RetainExceptOnCreate') {
      throw new Error(
        `${id} would be deleted with its stack: set retainData (or shared) in the stage, and synthesize it again`,
      );
    }
    const [stay, go] = partition(Object.entries(Properties as object), ([, value]) =>
      [...referencesIn(value)].every(isThere),
    );
    leftOut.push(...go.map(([name]) => `${id}.${name}`));
    const policies = { DeletionPolicy, ...(UpdateReplacePolicy !== undefined && { UpdateReplacePolicy }) };
    return [
      id,
      { Type, ...policies, ...(Metadata !== undefined && { Metadata }), Properties: Object.fromEntries(stay) },
    ];
  });
  const resources = ids.map((LogicalResourceId) => ({
    ...{ ResourceType: whole.Resources[LogicalResourceId]?.Type, LogicalResourceId },
    ResourceIdentifier: existing[LogicalResourceId],
  }));
  return { template: { Resources: Object.fromEntries(kept) }, resources, leftOut };
}

function partition<Entry>(all: readonly Entry[], is: (one: Entry) => boolean): [readonly Entry[], readonly Entry[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
