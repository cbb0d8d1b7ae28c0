import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { unnamed } from '../../../assembly/physical-name';
import { cfnInteger, cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { CustomResourceRequest } from '../custom-resources';
import type { Made, Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';

/** **Documented**: `ServiceTimeout`, an hour where nothing is said. */
const standardTimeout = 3600;

const schema = z.looseObject({
  ServiceToken: cfnString,
  ServiceTimeout: cfnInteger.optional(),
});
type Properties = z.output<typeof schema>;

/** Whether a type is one that a function of the template's makes. */
export function isCustomType(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || /^Custom::[\w@-]{1,60}$/.test(type);
}

/**
 * A resource that a function of the template's makes, changes and deletes, whatever that is. Until the function answers, or where nobody
 * asks it, it has no attributes, and CloudFormation names it (**observed**: cloudformation-coverage-roadmap#1814; in which form is
 * **unconfirmed**).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html documented
 */
export function customResource(type: string): ResourceType<Properties> {
  return {
    type,
    schema,
    identify(resource) {
      requiredString(resource, 'ServiceToken');
      return { ref: unnamed(resource) };
    },
    create: (resource, account) => ask('Create', resource, account),
    update: (resource, before, account) => ask('Update', resource, account, before),
    async remove(resource, account) {
      await ask('Delete', resource, account);
    },
    // Whoever gets another function is another resource (documented); all else the function decides.
    replaces: () => false,
    removeAfterFailure: true,
  };
}

async function ask(
  RequestType: CustomResourceRequest['RequestType'],
  resource: Resource<Properties>,
  account: Account,
  before?: Resource<Properties>,
): Promise<Made | undefined> {
  // At the start of a local cloud nobody is there to be asked.
  const { runner } = account.customResources;
  if (runner === undefined) return undefined;
  const { model, logicalId, type, ref, properties } = resource;
  const answer = await runner.send(
    model.ServiceToken,
    {
      RequestType,
      RequestId: randomUUID(),
      StackId: runner.stackIdOf(resource.stackName),
      LogicalResourceId: logicalId,
      ResourceType: type,
      ...(RequestType === 'Create' ? {} : { PhysicalResourceId: ref }),
      ResourceProperties: asStrings(properties) as Record<string, unknown>,
      ...(before === undefined
        ? {}
        : { OldResourceProperties: asStrings(before.properties) as Record<string, unknown> }),
    },
    timeoutOf(resource),
  );
  return RequestType === 'Delete' ? undefined : { ref: answer.physicalId, attributes: answer.data };
}

function timeoutOf({ model: { ServiceTimeout = standardTimeout }, place }: Resource<Properties>): number {
  if (ServiceTimeout >= 1 && ServiceTimeout <= standardTimeout) return ServiceTimeout;
  throw new AssemblyError(`${place}: Properties.ServiceTimeout`, `is from 1 to ${standardTimeout}`);
}

/** CloudFormation hands numbers and Booleans on as strings (**observed**: cloudformation-coverage-roadmap#1037). */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asStrings(member)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
