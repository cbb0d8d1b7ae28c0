import { readProperties } from '../../../assembly/properties';
import type { Account } from '../../../local/resources/account';
import type { Resource, ResourceType } from '../../../local/resources/resource-type';
import { Repositories } from '../../../local/services/ecr/repositories';
import { Parameters } from '../../../local/services/ssm/parameters';
import { partOfAccount } from './part-of-account';

export const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** An account without anything in it. */
export const emptyAccount = (): Account =>
  partOfAccount({
    ...target,
    clock: { now: () => 1_000 },
    parameters: new Parameters(target),
    repositories: new Repositories(target),
  });

/** A resource of a template that nobody wrote. */
export function resourceOf<Properties>(
  type: ResourceType<Properties>,
  ref: string,
  properties: Readonly<Record<string, unknown>>,
): Resource<Properties> {
  const place = `game: ${ref}`;
  const deployed = { stackName: 'game', logicalId: 'It', type: type.type, ref, attributes: {}, properties, place };
  return { ...deployed, ...target, model: readProperties(deployed, type.schema) };
}
