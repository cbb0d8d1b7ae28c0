import type { DeployedResource, DeployedStack } from '../../assembly/types';

/** A resource of a template that nobody synthesized: its type, what `Ref` answers, its properties. */
export type HandMade = readonly [type: string, ref: string, properties?: Readonly<Record<string, unknown>>];

/** A stack of these resources, in eu-west-1. */
export function handMadeStack(
  resources: readonly HandMade[],
  more: Partial<Pick<DeployedStack, 'name' | 'outputs'>> = {},
): DeployedStack {
  const { name = 'game', outputs = [] } = more;
  return {
    name,
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    outputs,
    assets: new Map(),
    resources: resources.map(([type, ref, properties = {}], index): DeployedResource => {
      const logicalId = `Resource${index}`;
      return { stackName: name, logicalId, type, ref, properties, attributes: {}, place: `${name}: ${logicalId}` };
    }),
  };
}
