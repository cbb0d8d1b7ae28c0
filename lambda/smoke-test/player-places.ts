import type { SmokeTestFacts, ZoneFacts } from './facts';
import { type Place, placeOf } from './place';
import type { ProbeData } from './probe-data';

/** A player without the pool, as the provider calls them with whose own token they came to STS. */
export interface FederatedName {
  /** The provider's name in the configuration. */
  readonly provider: string;
  readonly subject: string;
}

/** What it depends on which places one player meets by one flow in one run. */
export interface PlayerInZones {
  readonly facts: SmokeTestFacts;
  readonly probe: ProbeData;
  /** What the zones of the pool's players call them: the identity ID; without the pool the subject, which opens none of them. */
  readonly owner: string;
  /** Tells this run, player and flow from every other. */
  readonly label: string;
  /** The clan that the player's login names. */
  readonly clan?: string | undefined;
  /** Absent: they came through the pool. */
  readonly federated?: FederatedName;
}

/**
 * Whose a place is. `own`: the player's, or the player's clan's. `besideOwn`: of an owner whose name only begins alike. `elsewhere`: of
 * the player's own subject at another provider. `other`: of an owner whom no player is, where the function's own role wrote something.
 */
export type Whose = 'own' | 'besideOwn' | 'elsewhere' | 'other';

/** The places of one zone that a player tries; absent: there is none. */
export type ZonePlaces = Readonly<Partial<Record<Whose, Place>>>;

/** The places that a player meets in a zone. */
export function placesIn(zoneName: string, zone: ZoneFacts, player: PlayerInZones): ZonePlaces {
  const { facts, probe, owner, clan, federated } = player;
  const written = probe.places.filter((place) => place.zone === zoneName);
  const [other] = written;
  const others: ZonePlaces = other === undefined ? {} : { other };
  switch (zone.ownedBy) {
    case 'game':
      return others;
    case 'player':
      return { ...others, ...ownPlaces(zone, player, [], owner) };
    case 'clan':
      return clan === undefined ? others : { ...others, ...chosenPlaces(zone, player, [], clan) };
    case 'federated-player': {
      if (federated === undefined) return others;
      const { provider, subject } = federated;
      const near = written.find((place) => place.owner[0] === provider);
      const providers = facts.federated?.providers.map(({ name }) => name) ?? [];
      // Where there is no other provider, one that nobody is of: its folder would be as wrong.
      const another = providers.find((name) => name !== provider) ?? 'no-provider';
      return {
        ...(near && { other: near }),
        ...chosenPlaces(zone, player, [provider], subject),
        elsewhere: ownPlaces(zone, player, [another], subject).own,
      };
    }
  }
}

/** What the player owns in a zone by this name, and what lies beside it. */
function ownPlaces(zone: ZoneFacts, { label }: PlayerInZones, above: readonly string[], name: string) {
  const file = `smoke-test-${label}.txt`;
  const sortKey = `SMOKE#${label}`;
  const names = { file, fileToDelete: file, sortKey, sortKeyToDelete: sortKey };
  return {
    own: placeOf(zone, [...above, name], names),
    besideOwn: placeOf(zone, [...above, `${name}x`], names),
  };
}

/** The same for a name that an identity provider chose, which may be one that opens no folder. */
function chosenPlaces(zone: ZoneFacts, player: PlayerInZones, above: readonly string[], name: string) {
  const { own, besideOwn } = ownPlaces(zone, player, above, name);
  return { own: { ...own, noFolder: name.includes('/') }, besideOwn };
}
