import { stackId } from '../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../assembly/types';

/** A resource of a template that nobody synthesized: its type, what `Ref` answers, its properties. */
export type HandMade = readonly [type: string, ref: string, properties?: Readonly<Record<string, unknown>>];

/** A stack of these resources, in eu-west-1. */
export function handMadeStack(
  resources: readonly HandMade[],
  more: Partial<Pick<DeployedStack, 'name' | 'description' | 'terminationProtection' | 'outputs'>> = {},
): DeployedStack {
  const { name = 'game', description, terminationProtection = false, outputs = [] } = more;
  const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
  return {
    name,
    id: stackId(name, place),
    description,
    terminationProtection,
    ...place,
    outputs,
    assets: new Map(),
    resources: resources.map(([type, ref, properties = {}], index): DeployedResource => {
      const logicalId = `Resource${index}`;
      return { stackName: name, logicalId, type, ref, properties, attributes: {}, place: `${name}: ${logicalId}` };
    }),
  };
}
