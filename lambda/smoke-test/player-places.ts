import type { ClansScene } from './checks/clans';
import type { FederatedScene } from './checks/federated';
import type { FilesScene } from './checks/files';
import type { Place } from './checks/places';
import type { RecordsScene } from './checks/records';
import type { PlayerClients } from './clients';
import type { SmokeTestFacts, ZoneFacts } from './facts';
import type { ProbeData, RecordKey } from './probe-data';
import type { SmokeTestEnvironment } from './settings';

/** A player as the provider calls her with whose own token she came to STS. */
export interface FederatedName {
  /** The provider's name in the configuration. */
  readonly provider: string;
  readonly subject: string;
}

/** What the places depend on that one player meets by one flow in one run. */
export interface SceneParts {
  readonly clients: PlayerClients;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly probe: ProbeData;
  /** What the zones of the pool's players would call her: the identity ID; without the pool the subject, which opens none of them. */
  readonly owner: string;
  /** Tells this run, player and flow from every other. */
  readonly label: string;
  /** The clan that the player's login names. */
  readonly clan?: string;
  /** Absent: she came through the pool. */
  readonly federated?: FederatedName;
}

/** The places that one player meets by one flow in one run. */
export interface Scenes {
  readonly files: FilesScene;
  readonly records: RecordsScene;
  readonly clans: ClansScene;
  readonly federated: FederatedScene;
}

/** Sets them. */
export function setScenes(parts: SceneParts): Scenes {
  const { clients, environment, facts, probe, owner, label } = parts;
  const { zones, stranger } = facts;
  const stores = {
    ...{ s3: clients.s3, dynamodb: clients.dynamodb },
    ...{ bucket: environment.bucketName, table: environment.tableName },
  };
  return {
    clans: { ...stores, places: clanPlaces(parts) },
    federated: { ...stores, places: federatedPlaces(parts) },
    files: {
      s3: stores.s3,
      bucket: stores.bucket,
      probe,
      file: fileNamed(label),
      prefixes: {
        private: zones.privatePrefix,
        protected: zones.protectedPrefix,
        ownPrivate: `${zones.privatePrefix}${owner}/`,
        ownProtected: `${zones.protectedPrefix}${owner}/`,
        strangerPrivate: `${zones.privatePrefix}${stranger}/`,
        strangerProtected: `${zones.protectedPrefix}${stranger}/`,
      },
    },
    records: {
      dynamodb: stores.dynamodb,
      table: stores.table,
      probe,
      own: { pk: `${zones.playerKey}${owner}`, sk: sortKeyNamed(label) },
      ownLedger: { pk: `${zones.ledgerKey}${owner}`, sk: sortKeyNamed(label) },
    },
  };
}

const fileNamed = (label: string) => `smoke-test-${label}.txt`;
const sortKeyNamed = (label: string) => `SMOKE#${label}`;

/** What one name opens in a zone: a file and a record of this run and player there. */
function placeOf({ prefix, leadingKey }: ZoneFacts, name: string, label: string): Place {
  return {
    folder: `${prefix}${name}/`,
    file: fileNamed(label),
    record: { pk: `${leadingKey}${name}`, sk: sortKeyNamed(label) },
  };
}

/** The same for the player's own name, which may be one that opens no folder. */
function ownPlaceOf(zone: ZoneFacts, name: string, label: string): Place {
  return { ...placeOf(zone, name, label), noFolder: name.includes('/') };
}

/** Where the function's own role has written. */
function probePlace(file: string | undefined, record: RecordKey | undefined): Place | undefined {
  if (file === undefined || record === undefined) return undefined;
  const end = file.lastIndexOf('/') + 1;
  return { folder: file.slice(0, end), file: file.slice(end), record };
}

function clanPlaces({ facts: { clans }, probe, clan, label }: SceneParts): ClansScene['places'] {
  const other = probePlace(probe.files.strangerClan, probe.records.strangerClan);
  return {
    ...(other && { other }),
    ...(clans &&
      clan !== undefined && { own: ownPlaceOf(clans, clan, label), besideOwn: placeOf(clans, `${clan}x`, label) }),
  };
}

function federatedPlaces({ facts, probe, federated, label }: SceneParts): FederatedScene['places'] {
  const zone = facts.federated;
  if (zone === undefined) return {};
  const names = zone.providers.map(({ name }) => name);
  const met = federated?.provider ?? names[0] ?? '';
  const stranger = probePlace(probe.files.strangerFederated[met], probe.records.strangerFederated[met]);
  // Where there is no other provider, one that nobody is of: its folder would be as wrong.
  const another = names.find((name) => name !== met) ?? facts.probe;
  const below = (provider: string) => ({
    prefix: `${zone.prefix}${provider}/`,
    leadingKey: `${zone.leadingKey}${provider}#`,
  });
  return {
    ...(stranger && { stranger }),
    ...(federated && {
      own: ownPlaceOf(below(federated.provider), federated.subject, label),
      besideOwn: placeOf(below(federated.provider), `${federated.subject}x`, label),
      elsewhere: placeOf(below(another), federated.subject, label),
    }),
  };
}
