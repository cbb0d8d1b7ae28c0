import { backendPowerClaims } from './checks/backend-only';
import { clanClaims } from './checks/clans';
import { federatedClaims } from './checks/federated';
import { fileClaims } from './checks/files';
import { recordClaims } from './checks/records';
import { type Claimant, type ClaimRun, prepareClaims } from './checks/try-claims';
import type { PlayerCredentials } from './clients';
import type { FlowContext } from './flows/flow';
import { type SceneParts, setScenes } from './player-places';

/** What becomes of one player's claims. */
export interface ZoneClaims {
  /** What the zones are about: each table is tried on its own. */
  readonly data: readonly ClaimRun[];
  /** What only the backend may do. */
  readonly powers: ClaimRun;
}

/** Everything that the trust zones say about one player, ready to be tried with her credentials, by whatever flow she got them. */
export function zoneClaims(
  who: Claimant,
  credentials: PlayerCredentials,
  parts: Omit<SceneParts, 'clients' | 'environment' | 'facts'>,
  { clients, environment, facts, attempt }: FlowContext,
): ZoneClaims {
  const own = clients.asPlayer(credentials);
  const scenes = setScenes({ ...parts, clients: own, environment, facts });
  const { guests } = facts;
  const developerProvider = facts.developerProvider?.name ?? 'developer';
  return {
    data: [
      prepareClaims(fileClaims, scenes.files, who, guests, attempt),
      prepareClaims(recordClaims, scenes.records, who, guests, attempt),
      prepareClaims(clanClaims, scenes.clans, who, guests, attempt),
      prepareClaims(federatedClaims, scenes.federated, who, guests, attempt),
    ],
    powers: prepareClaims(backendPowerClaims, { clients: own, environment, developerProvider }, who, guests, attempt),
  };
}
