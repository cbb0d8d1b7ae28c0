import { backendOnlyClaims } from './checks/backend-only';
import { bucketClaims, fileClaims } from './checks/files';
import { recordClaims, tableClaims } from './checks/records';
import { type Claimant, type ClaimRun, prepareClaims } from './checks/try-claims';
import type { PlayerCredentials } from './clients';
import type { FlowContext } from './flows/flow';
import { type PlayerInZones, placesIn } from './player-places';

/** What becomes of one player's claims. */
export interface ZoneClaims {
  /** What the zones are about: each table is tried on its own. */
  readonly data: readonly ClaimRun[];
  /** What only the backend may do. */
  readonly backendOnly: ClaimRun;
}

/** Everything that the trust zones say about one player, ready to be tried with their credentials, by whatever flow they got them. */
export function zoneClaims(
  who: Claimant,
  credentials: PlayerCredentials,
  player: Omit<PlayerInZones, 'facts'>,
  { clients, environment, facts, attempt }: FlowContext,
): ZoneClaims {
  const own = clients.asPlayer(credentials);
  const { guests } = facts;
  const stores = {
    ...{ s3: own.s3, dynamodb: own.dynamodb },
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
          prepareClaims(fileClaims(name, zone), context, who, guests, attempt),
          prepareClaims(recordClaims(name, zone), context, who, guests, attempt),
        ];
      }),
      prepareClaims(bucketClaims, whole, who, guests, attempt),
      prepareClaims(tableClaims, whole, who, guests, attempt),
    ],
    backendOnly: prepareClaims(
      backendOnlyClaims,
      { clients: own, environment, developerProvider },
      who,
      guests,
      attempt,
    ),
  };
}
