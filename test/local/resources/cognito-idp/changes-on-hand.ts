import { readProperties } from '../../../../assembly/properties';
import { userPoolTypes } from '../../../../local/resources/cognito-idp/user-pool-types';
import type { AnyResourceType, Resource } from '../../../../local/resources/resource-type';
import { resourceOf } from '../../../assembly/assembly-on-disk';
import { type Changes, userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';

type Properties = Readonly<Record<string, unknown>>;

/** A deployed user pool, and what later deployments do to its resources. */
export function deployedPool(changes: Changes = {}) {
  const pool = userPoolOnHand(changes);
  const deployed = new Map<string, Resource<unknown>>();

  function resource(logicalId: string, properties?: Properties): [AnyResourceType, Resource<unknown>] {
    const { stack } = pool;
    const found = resourceOf(stack, logicalId);
    const type = userPoolTypes.find((one) => one.type === found.type);
    if (type === undefined) throw new Error(`no type ${found.type}`);
    const wanted = { ...found, properties: properties ?? found.properties };
    const { account, region, partition } = stack;
    return [type, { ...wanted, account, region, partition, model: readProperties(wanted, type.schema) }];
  }
  const before = (logicalId: string) => deployed.get(logicalId) ?? resource(logicalId)[1];

  return {
    ...pool,
    /** Changes some of a resource's properties in place; undefined takes one away. */
    update(logicalId: string, changed: Properties): void {
      const former = before(logicalId);
      const properties = Object.fromEntries(
        Object.entries({ ...former.properties, ...changed }).filter(([, value]) => value !== undefined),
      );
      const [type, after] = resource(logicalId, properties);
      type.update(after, former, pool.account);
      deployed.set(logicalId, after);
    },
    remove(logicalId: string): void {
      const [type] = resource(logicalId);
      type.remove(before(logicalId), pool.account);
    },
    /** Makes a resource of the template again. @param ref the physical ID, where it is to be another */
    create(logicalId: string, changed: Properties = {}, ref?: string): void {
      const former = before(logicalId);
      const [type, made] = resource(logicalId, { ...former.properties, ...changed });
      type.create(ref === undefined ? made : { ...made, ref }, pool.account);
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
