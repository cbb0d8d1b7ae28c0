import type { PersistedCollection } from '../../state/persisted';
import type { Parameters, ParameterVersion } from './parameters';

interface KeptParameter {
  readonly versions: readonly ParameterVersion[];
  readonly tags: readonly (readonly [string, string])[];
}

/**
 * The parameters with their versions, whether a stack has them or somebody put them. One that was deleted behind its stack's back is kept as
 * deleted: the stack would make it again.
 */
export function parameterCollections(parameters: Parameters): readonly PersistedCollection[] {
  const kept: PersistedCollection<KeptParameter | 'deleted'> = {
    name: 'parameters',
    version: 1,
    keys: () => parameters.names(),
    read(name) {
      if (parameters.wasDeleted(name)) return 'deleted';
      const parameter = parameters.named(name);
      return parameter && { versions: [...parameter.versions], tags: [...parameter.tags] };
    },
    restore(name, value) {
      parameters.restore(name, value === 'deleted' ? undefined : { ...value, tags: new Map(value.tags) });
    },
  };
  return [kept as PersistedCollection];
}
