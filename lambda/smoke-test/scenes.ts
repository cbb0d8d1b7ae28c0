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
}): { readonly files: FilesScene; readonly records: RecordsScene } {
  const { clients, environment, facts, probe, identityId, label } = parts;
  const { zones, stranger } = facts;
  return {
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
