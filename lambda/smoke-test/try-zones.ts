import { backendOnlyClaims } from './checks/backend-only';
import { isTried } from './checks/claim';
import { bucketClaims, fileClaims } from './checks/files';
import { recordClaims, tableClaims } from './checks/records';
import { type Claimant, type ClaimRun, prepareClaims } from './checks/try-claims';
import type { PlayerCredentials } from './clients';
import type { SmokeTestFacts } from './facts';
import type { FlowContext } from './flows/flow';
import { type PlayerInZones, placesIn } from './player-places';

/** What becomes of one player's claims. */
export interface ZoneClaims {
  /** What the zones are about: each table is tried on its own. */
  readonly data: readonly ClaimRun[];
  /** What only the backend may do. */
  readonly backendOnly: ClaimRun;
}

/** The zones that are tried where the claims around a certain one are all that is: those with that claim. */
export function zonesTried(zones: SmokeTestFacts['zones'], only: string | undefined): SmokeTestFacts['zones'] {
  const tried = Object.entries(zones).filter(
    ([name, zone]) => isTried(fileClaims(name, zone), only) || isTried(recordClaims(name, zone), only),
  );
  return Object.fromEntries(tried);
}

/** Everything that the trust zones say about one player, ready to be tried with their credentials, by whatever flow they got them. */
export function zoneClaims(
  who: Claimant,
  credentials: PlayerCredentials,
  player: Omit<PlayerInZones, 'facts'>,
  flow: FlowContext,
): ZoneClaims {
  const { clients, environment, facts } = flow;
  const own = clients.asPlayer(credentials);
  const stores = {
    ...{ s3: own.s3, dynamodb: own.dynamodb, byUrl: own.byUrl, unsigned: own.unsigned },
    ...{ presignedUrls: facts.presignedUrls, storageClasses: facts.storageClasses },
    ...{ bucket: environment.bucketName, table: environment.tableName },
    content: player.probe.content,
  };
  const whole = { ...stores, places: {} };
  const developerProvider = facts.developerProvider?.name ?? 'developer';
  return {
    data: [
      ...Object.entries(facts.zones).flatMap(([name, zone]) => {
        const context = { ...stores, places: placesIn(name, zone, { ...player, facts }) };
        return [
          prepareClaims(fileClaims(name, zone), context, who, flow),
          prepareClaims(recordClaims(name, zone), context, who, flow),
        ];
      }),
      prepareClaims(bucketClaims, whole, who, flow),
      prepareClaims(tableClaims, whole, who, flow),
    ],
    backendOnly: prepareClaims(backendOnlyClaims, { clients: own, environment, developerProvider }, who, flow),
  };
}
