import type { LoginFacts, SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import type { GameFederationConfig } from '../../config/schema';
import { smokeTestBoard } from '../../config/scores';
import { folderOf, leadingKeyOf, type OwnerName, type Zone, zones } from '../../roles/zones';
import { boardsOf, mayGuestsCall } from '../../scores/facts';
import { accountsOf, type LoginProvider } from '../login-providers/login-provider';

/** A player who does not exist, and a clan that nobody is in. */
const stranger = 'smoke-test-stranger';
/** What the function calls the board and the folder that it writes where the game itself is the owner. */
const probe = smokeTestBoard;
/** The user of the developer provider whom the function signs in. */
const developerUser = 'smoke-test';

/** What the smoke test is told at synthesis. What a stage does not have is left out. */
export function smokeTestFacts(config: GameFederationConfig, loginProviders: readonly LoginProvider[]): SmokeTestFacts {
  return {
    schemaVersion: 3,
    guests: config.guests,
    basicFlow: config.basicFlow,
    presignedUrls: config.presignedUrls,
    storageClasses: config.files.storageClasses,
    ...joined(loginProviders.map(({ facts }) => facts)),
    ...roleFacts(config, loginProviders),
    ...zoneFacts(config, loginProviders),
    ...scoresFacts(config, loginProviders),
    ...(config.smokeTest.developerUser &&
      config.developerProvider && { developerProvider: { name: config.developerProvider.name, user: developerUser } }),
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

/** The board that is there for the smoke test, and who may submit to it. */
function scoresFacts(
  { scores, guests }: GameFederationConfig,
  loginProviders: readonly LoginProvider[],
): Pick<SmokeTestFacts, 'scores'> {
  const board = scores && boardsOf(scores)[smokeTestBoard];
  if (board === undefined) return {};
  return {
    scores: {
      board: smokeTestBoard,
      boardKey: leadingKeyOf(zones.public, smokeTestBoard),
      max: board.max,
      secondsBetween: board.secondsBetween,
      guests: board.guests,
      deletesGuests: mayGuestsCall(board, guests),
      takesIdTokens: accountsOf(loginProviders) !== undefined,
    },
  };
}

/** The zones that a stage has: all, but those of owners whom it does not know. */
function zoneFacts(
  config: GameFederationConfig,
  loginProviders: readonly LoginProvider[],
): Pick<SmokeTestFacts, 'zones' | 'clans' | 'federated'> {
  const claims = loginProviders.flatMap(({ name, attributes }) => (attributes ? [[name, attributes.clan]] : []));
  const providers = loginProviders.flatMap(({ name, directTrust, directRole }) =>
    directTrust && directRole ? [{ name, sessionSeconds: directRole.sessionSeconds }] : [],
  );
  const probeOwners: Readonly<Record<Zone['ownedBy'], readonly OwnerName[]>> = {
    player: [[stranger]],
    clan: claims.length > 0 ? [[stranger]] : [],
    'federated-player': providers.map(({ name }) => [name, stranger]),
    game: [[probe]],
  };
  const all = Object.entries<Zone>(zones).flatMap(([name, { onlyWith, ...zone }]) =>
    onlyWith !== undefined && config[onlyWith] === undefined
      ? []
      : [[name, { ...zone, probeOwners: probeOwners[zone.ownedBy] }] as const],
  );
  return {
    zones: Object.fromEntries(all.filter(([, zone]) => zone.probeOwners.length > 0)),
    ...(claims.length > 0 && { clans: { claims: Object.fromEntries(claims) } }),
    ...(providers.length > 0 && { federated: { providers } }),
  };
}

/** Where the function's own role writes: what each zone has of the owners whom no player is, and nothing else. */
export function probePlaces({ zones: all }: Pick<SmokeTestFacts, 'zones'>): {
  readonly folders: readonly string[];
  readonly leadingKeys: readonly string[];
} {
  const places = Object.values(all).flatMap(({ prefix, leadingKey, probeOwners }) =>
    probeOwners.map((owner) => ({
      folder: prefix === undefined ? undefined : folderOf({ prefix }, ...owner),
      key: leadingKey === undefined ? undefined : leadingKeyOf({ leadingKey }, ...owner),
    })),
  );
  return { folders: places.flatMap(({ folder }) => folder ?? []), leadingKeys: places.flatMap(({ key }) => key ?? []) };
}
