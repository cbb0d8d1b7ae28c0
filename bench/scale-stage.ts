import type { GameFederationInput } from '../lib/config/schema';

/** How much of everything a stage has. */
export interface Scale {
  readonly issuers: number;
  readonly clientIds: number;
  readonly mappings: number;
  readonly rules: number;
  readonly roles: number;
}

/** As much as one stage is meant to bear. */
export const large: Scale = { issuers: 50, clientIds: 100, mappings: 10, rules: 25, roles: 20 };

/** A stage with that many issuers, client IDs of each, mappings, rules in each, and named roles. */
export function stageOf(scale: Partial<Scale>, clientIdLength = 32): GameFederationInput {
  const { issuers, clientIds, mappings, rules, roles } = { ...large, ...scale };
  const roleNames = Array.from({ length: roles }, (_, index) => `role-${index}`);
  return {
    game: 'star-harvest',
    stage: 'scale',
    retainData: false,
    roles: Object.fromEntries(roleNames.map((name) => [name, { grants: ['moderateFiles', 'moderateBoards'] }])),
    oidc: Array.from({ length: issuers }, (_, issuer) => ({
      name: `issuer-${issuer}`,
      issuer: `https://login-${issuer}.my-studio.com/players`,
      clientIds: Array.from({ length: clientIds }, (_, client) => `${issuer}-${client}-`.padEnd(clientIdLength, 'x')),
      attributes: { clan: 'clan' },
      ...(issuer < mappings && {
        roleMapping: {
          rules: Array.from({ length: rules }, (_, rule) => ({
            claim: 'groups',
            match: 'contains' as const,
            value: `group-${issuer}-${rule}`,
            role: roleNames[(issuer * rules + rule) % roles] ?? '',
          })),
        },
      }),
    })),
  };
}
