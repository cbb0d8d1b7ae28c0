import { readProperties } from '../../../assembly/properties';
import type { DeployedStack } from '../../../assembly/types';
import type { TagMap } from '../../services/cognito-identity/principal-tags';
import type { RoleMappings } from '../../services/cognito-identity/role-mapping';
import { principalTag, tagMapOf } from './principal-tag';
import { roleAttachment, roleMappingsOf } from './role-attachment';

/** One provider's attributes for access control in one pool, as a template has them. */
export interface TemplateTags {
  readonly poolId: string;
  readonly providerName: string;
  readonly tags: TagMap;
}

/** One pool's role mappings, as a template has them. */
export interface TemplateMappings {
  readonly poolId: string;
  readonly mappings: RoleMappings;
}

/** The principal tags of templates, for whoever plays players by them. Throws for what is not understood, naming its place. */
export function tagsInTemplates(stacks: readonly DeployedStack[]): readonly TemplateTags[] {
  return resourcesOf(stacks, principalTag.type).map((resource) => {
    const model = readProperties(resource, principalTag.schema);
    const { IdentityPoolId: poolId, IdentityProviderName: providerName } = model;
    return { poolId, providerName, tags: tagMapOf(model, resource.place) };
  });
}

/** The role mappings of templates. Throws as {@link tagsInTemplates}. */
export function mappingsInTemplates(stacks: readonly DeployedStack[]): readonly TemplateMappings[] {
  return resourcesOf(stacks, roleAttachment.type).map((resource) => {
    const model = readProperties(resource, roleAttachment.schema);
    return { poolId: model.IdentityPoolId, mappings: roleMappingsOf(model, resource.place) };
  });
}

function resourcesOf(stacks: readonly DeployedStack[], type: string) {
  return stacks.flatMap(({ resources }) => resources).filter((resource) => resource.type === type);
}
