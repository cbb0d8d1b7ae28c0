import type { DeployedStack } from '../../assembly/types';
import { mappingsInTemplates, tagsInTemplates } from '../resources/cognito-identity/pools-in-templates';

/**
 * Which claims of a provider's tokens the identity pools read, to give a role or to set a principal tag: by the provider's name there, an
 * ARN or a host.
 *
 * @throws AssemblyError that names the place of what is not understood
 */
export function claimsUsed(stacks: readonly DeployedStack[]): (provider: string) => readonly string[] {
  const claims = new Map<string, Set<string>>();
  const add = (provider: string, names: Iterable<string>) => {
    claims.set(provider, new Set([...(claims.get(provider) ?? []), ...names]));
  };
  for (const { providerName, tags } of tagsInTemplates(stacks)) add(providerName, tags.values());
  for (const { mappings } of mappingsInTemplates(stacks)) {
    for (const [provider, { rules = [] }] of mappings) {
      add(
        provider,
        rules.map(({ claim }) => claim),
      );
    }
  }
  return (provider) => [...(claims.get(provider) ?? [])];
}
