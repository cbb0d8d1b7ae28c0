import { z } from 'zod';
import { cfnBoolean, cfnInteger } from '../../../assembly/properties';
import type { TableSettings } from '../../services/dynamodb/tables/table';
import type { TableProperties } from './properties';
import type { ReplicaProperties } from './table-description';

const units = z
  .object({ MaxReadRequestUnits: cfnInteger.optional(), MaxWriteRequestUnits: cfnInteger.optional() })
  .optional();

/** What descriptions of a table say beside its keys and indexes. What is not understood of it is left out. */
export function tableSettings(properties: TableProperties, replica: ReplicaProperties): TableSettings {
  const { PointInTimeRecoverySpecification: recovery, TableClass } = replica;
  const onDemand = onDemandOf(properties, replica);
  return {
    ...(recovery?.PointInTimeRecoveryEnabled ? { recoveryDays: recovery.RecoveryPeriodInDays } : {}),
    ...(typeof TableClass === 'string' ? { tableClass: TableClass } : {}),
    encryptedByManagedKey: cfnBoolean.safeParse(properties.SSESpecification?.SSEEnabled).data === true,
    ...(Object.keys(onDemand).length === 0 ? {} : { onDemand }),
  };
}

/** A table says both in one place, a global table writes for all its replicas and reads for each. */
function onDemandOf(properties: TableProperties, replica: ReplicaProperties): NonNullable<TableSettings['onDemand']> {
  const written = [
    (properties as { readonly WriteOnDemandThroughputSettings?: unknown }).WriteOnDemandThroughputSettings,
    (properties as { readonly ReadOnDemandThroughputSettings?: unknown }).ReadOnDemandThroughputSettings,
    replica.ReadOnDemandThroughputSettings,
    replica.OnDemandThroughput,
  ];
  const read = written.map((one) => units.safeParse(one).data ?? {});
  const known = read.flatMap((one) => Object.entries(one).filter(([, value]) => value !== undefined));
  return Object.fromEntries(known);
}
