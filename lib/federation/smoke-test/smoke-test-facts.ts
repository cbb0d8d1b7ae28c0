import type { LoginFacts, SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import type { GameFederationConfig } from '../../config/schema';
import { zones } from '../../roles/zones';
import type { LoginProvider } from '../login-providers/login-provider';

/** A player who does not exist: her data is written by the function itself, for the players' requests to be refused at. */
export const stranger = 'smoke-test-stranger';
/** The board, and the folder of public files, that the function writes and deletes. */
export const probe = 'smoke-test';
/** The user of the developer provider whom the function signs in. */
const developerUser = 'smoke-test';

/** What the smoke test is told at synthesis. What a stage does not have is left out. */
export function smokeTestFacts(config: GameFederationConfig, loginProviders: readonly LoginProvider[]): SmokeTestFacts {
  return {
    schemaVersion: 1,
    guests: config.guests,
    basicFlow: config.basicFlow,
    ...joined(loginProviders.map(({ facts }) => facts)),
    ...roleFacts(config, loginProviders),
    ...zoneFacts(loginProviders),
    ...(config.smokeTest.developerUser &&
      config.developerProvider && { developerProvider: { name: config.developerProvider.name, user: developerUser } }),
    zones: {
      privatePrefix: zones.private.prefix,
      protectedPrefix: zones.protected.prefix,
      publicPrefix: zones.public.prefix,
      playerKey: zones.private.leadingKey,
      ledgerKey: zones.ledger.leadingKey,
      boardKey: zones.public.leadingKey,
    },
    stranger,
    probe,
  };
}

function joined(facts: readonly LoginFacts[]): LoginFacts & Pick<SmokeTestFacts, 'issuers'> {
  const opaqueProviders = facts.flatMap((fact) => fact.opaqueProviders ?? []);
  const samlProviders = facts.flatMap((fact) => fact.samlProviders ?? []);
  return {
    ...Object.assign({}, ...facts),
    issuers: facts.flatMap(({ issuers }) => issuers ?? []),
    ...(opaqueProviders.length > 0 && { opaqueProviders }),
    ...(samlProviders.length > 0 && { samlProviders }),
  };
}

function roleFacts(
  { roles }: GameFederationConfig,
  loginProviders: readonly LoginProvider[],
): Pick<SmokeTestFacts, 'roleMappings' | 'namedRoles'> {
  const roleMappings = loginProviders.flatMap(({ name, roleMapping }) => {
    if (!roleMapping) return [];
    const { rules, ambiguous } = roleMapping;
    return [{ provider: name, ...(rules && { rules }), ambiguous }];
  });
  const namedRoles = Object.entries(roles).map(([name, { grants }]) => ({ name, grants }));
  return { ...(roleMappings.length > 0 && { roleMappings }), ...(namedRoles.length > 0 && { namedRoles }) };
}

function zoneFacts(loginProviders: readonly LoginProvider[]): Pick<SmokeTestFacts, 'clans' | 'federated'> {
  const claims = loginProviders.flatMap(({ name, attributes }) => (attributes ? [[name, attributes.clan]] : []));
  const providers = loginProviders.flatMap(({ name, directTrust, directRole }) =>
    directTrust && directRole ? [{ name, sessionSeconds: directRole.sessionSeconds }] : [],
  );
  return {
    ...(claims.length > 0 && { clans: { ...placeOf(zones.clans), claims: Object.fromEntries(claims) } }),
    ...(providers.length > 0 && { federated: { ...placeOf(zones.federated), providers } }),
  };
}

const placeOf = ({ prefix, leadingKey }: { readonly prefix: string; readonly leadingKey: string }) => ({
  prefix,
  leadingKey,
});
