import type { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import type { RoleMappingConfig, RoleRuleConfig } from '../config/roles';
import type { LoginProvider } from './login-providers/login-provider';

type RoleMappings = Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty>;

/** Cognito's words for how a claim is compared. */
const matchTypes = { equals: 'Equals', contains: 'Contains', startsWith: 'StartsWith', notEqual: 'NotEqual' } as const;

/**
 * Every provider's role mapping as the pool takes it; absent where no provider has one.
 *
 * The key of a map in a template can't be a reference, while a provider's name often is one: so the key is a word of ours, and
 * `IdentityProvider` names the provider (documented; observed: aws-cdk#12988).
 *
 * @param arnOf the role that a rule names
 */
export function roleMappings(
  providers: readonly LoginProvider[],
  arnOf: (role: string) => string,
): RoleMappings | undefined {
  const mappings = providers.flatMap(({ roleMapping, roleMappingKeys = [] }) =>
    roleMapping
      ? roleMappingKeys.map(
          ({ name, identityProvider }) => [name, mappingOf(roleMapping, identityProvider, arnOf)] as const,
        )
      : [],
  );
  const table = Object.fromEntries(mappings);
  // A mapping that another one takes the place of would give its players the role of everybody.
  if (Object.keys(table).length < mappings.length) {
    throw new Error(`two role mappings have one key: ${mappings.map(([name]) => name).join(', ')}`);
  }
  return mappings.length === 0 ? undefined : table;
}

function mappingOf(
  { rules, ambiguous }: RoleMappingConfig,
  identityProvider: string,
  arnOf: (role: string) => string,
): CfnIdentityPoolRoleAttachment.RoleMappingProperty {
  return {
    identityProvider,
    type: rules ? 'Rules' : 'Token',
    ambiguousRoleResolution: ambiguous === 'deny' ? 'Deny' : 'AuthenticatedRole',
    ...(rules && { rulesConfiguration: { rules: rules.map((rule) => ruleOf(rule, arnOf)) } }),
  };
}

function ruleOf({ claim, match, value, role }: RoleRuleConfig, arnOf: (role: string) => string) {
  return { claim, matchType: matchTypes[match], value, roleArn: arnOf(role) };
}
