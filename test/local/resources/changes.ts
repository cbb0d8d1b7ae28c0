import { readProperties } from '../../../assembly/properties';
import type { DeployedStack } from '../../../assembly/types';
import type { Account } from '../../../local/resources/account';
import type { AnyResourceType, Resource } from '../../../local/resources/resource-type';
import { resourceOf } from '../../assembly/assembly-on-disk';

type Properties = Readonly<Record<string, unknown>>;

/** What later deployments do to the resources of a stack, one by one. */
export function changesOf(stack: DeployedStack, types: readonly AnyResourceType[], account: Account) {
  const deployed = new Map<string, Resource<unknown>>();

  function resource(logicalId: string, properties?: Properties): [AnyResourceType, Resource<unknown>] {
    const found = resourceOf(stack, logicalId);
    const type = types.find((one) => one.type === found.type);
    if (type === undefined) throw new Error(`no type ${found.type}`);
    const wanted = { ...found, properties: properties ?? found.properties };
    const { account: id, region, partition } = stack;
    return [type, { ...wanted, account: id, region, partition, model: readProperties(wanted, type.schema) }];
  }
  const before = (logicalId: string) => deployed.get(logicalId) ?? resource(logicalId)[1];

  return {
    /** Changes some of a resource's properties in place; undefined takes one away. */
    update(logicalId: string, changed: Properties): void {
      const former = before(logicalId);
      const properties = Object.fromEntries(
        Object.entries({ ...former.properties, ...changed }).filter(([, value]) => value !== undefined),
      );
      const [type, after] = resource(logicalId, properties);
      type.update(after, former, account);
      deployed.set(logicalId, after);
    },
    remove(logicalId: string): void {
      const [type] = resource(logicalId);
      type.remove(before(logicalId), account);
    },
    /** Makes a resource of the template again. @param ref the physical ID, where it is to be another */
    create(logicalId: string, changed: Properties = {}, ref?: string): void {
      const former = before(logicalId);
      const [type, made] = resource(logicalId, { ...former.properties, ...changed });
      type.create(ref === undefined ? made : { ...made, ref }, account);
    },
  };
}

/** What the deployment is told, without what CloudFormation puts around it. */
export function refusalOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    const [, sentence, code] =
      /message: "(.*?)(?: \(Service: .*\))?" \(HandlerErrorCode: (\w+)\)/.exec(String(error)) ?? [];
    if (sentence === undefined) throw error;
    return `${code}: ${sentence}`;
  }
  return 'done';
}
