import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnInteger, cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { CustomResourceRequest } from '../custom-resources';
import { NothingChanged } from '../resource-refused';
import type { Made, Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';

/** In seconds (**documented**: `ServiceTimeout`), and what counts where nothing is said. */
const longestTimeout = 3600;

const schema = z.looseObject({
  ServiceToken: cfnString,
  ServiceTimeout: cfnInteger.pipe(z.int().min(1).max(longestTimeout)).default(longestTimeout),
});
type Properties = z.output<typeof schema>;

/**
 * CloudFormation calls Lambda to invoke the function (**documented**: "Lambda-backed custom resources"). As the session that it acts with:
 * **observed**, KensioSoftware/yulin#1329; the words of a refusal are **unconfirmed**.
 */
const invoke = ['lambda:InvokeFunction'];

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
    permissions: { on: ({ model }) => model.ServiceToken, create: invoke, update: invoke, delete: invoke, read: [] },
    identify(resource) {
      requiredString(resource, 'ServiceToken');
      return { ref: unnamed(resource), later: true };
    },
    create: (resource, account) => ask('Create', resource, account),
    update(resource, before, account) {
      // Observed: serverless#9240, cdk-constructs#197 of cloudcomponents. The old function alone knows what it made.
      if (resource.model.ServiceToken !== before.model.ServiceToken) {
        throw new NothingChanged('Modifying service token is not allowed.');
      }
      return ask('Update', resource, account, before);
    },
    // Its function made it, and what that has made stands.
    restore() {},
    async remove(resource, account) {
      await ask('Delete', resource, account);
    },
    // The function decides.
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
    model.ServiceTimeout,
  );
  if (RequestType === 'Delete') return undefined;
  return { ref: answer.physicalId, attributes: answer.data, hidesAttributes: answer.noEcho };
}

/** CloudFormation hands numbers and Booleans on as strings (**observed**: cloudformation-coverage-roadmap#1037). */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asStrings(member)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
