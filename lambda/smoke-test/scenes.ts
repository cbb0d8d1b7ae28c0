import type { ClanPlace, ClansScene } from './checks/clans';
import type { FilesScene } from './checks/files';
import type { RecordsScene } from './checks/records';
import type { PlayerClients } from './clients';
import type { SmokeTestFacts } from './environment';
import type { ProbeData } from './probe-data';
import type { SmokeTestEnvironment } from './settings';

/** The places that one player meets by one flow in one run. */
export function setScenes(parts: {
  readonly clients: PlayerClients;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly probe: ProbeData;
  readonly identityId: string;
  /** Tells this run, player and flow from every other. */
  readonly label: string;
  /** The clan that the player's login names. */
  readonly clan?: string;
}): { readonly clans: ClansScene; readonly files: FilesScene; readonly records: RecordsScene } {
  const { clients, environment, facts, probe, identityId, label, clan } = parts;
  const { zones, stranger } = facts;
  const { strangerClan: file } = probe.files;
  const { strangerClan: record } = probe.records;
  const clanPlace = (name: string): ClanPlace => ({
    file: `${facts.clans?.prefix}${name}/smoke-test-${label}.txt`,
    record: { pk: `${facts.clans?.leadingKey}${name}`, sk: `SMOKE#${label}` },
  });
  return {
    clans: {
      ...{ s3: clients.s3, dynamodb: clients.dynamodb },
      ...{ bucket: environment.bucketName, table: environment.tableName },
      ...(file !== undefined && record !== undefined && { other: { file, record } }),
      ...(clan !== undefined && { own: clanPlace(clan), besideOwn: clanPlace(`${clan}x`) }),
    },
    files: {
      s3: clients.s3,
      bucket: environment.bucketName,
      probe,
      file: `smoke-test-${label}.txt`,
      prefixes: {
        private: zones.privatePrefix,
        protected: zones.protectedPrefix,
        ownPrivate: `${zones.privatePrefix}${identityId}/`,
        ownProtected: `${zones.protectedPrefix}${identityId}/`,
        strangerPrivate: `${zones.privatePrefix}${stranger}/`,
        strangerProtected: `${zones.protectedPrefix}${stranger}/`,
      },
    },
    records: {
      dynamodb: clients.dynamodb,
      table: environment.tableName,
      probe,
      own: { pk: `${zones.playerKey}${identityId}`, sk: `SMOKE#${label}` },
      ownLedger: { pk: `${zones.ledgerKey}${identityId}`, sk: `SMOKE#${label}` },
    },
  };
}
