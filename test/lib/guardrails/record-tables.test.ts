import { recordTables } from '../../../lib/guardrails/record-tables';
import type { TemplateResource } from '../../../lib/guardrails/template';
import { findings } from './findings';

test('a table is judged by each of its replicas', () => {
  const replica = {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 1 },
  };
  const table = (Replicas: unknown[]): TemplateResource => ({
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1 }, Replicas },
  });
  expect(findings(recordTables, { Table: table([replica, replica]) })).toEqual([]);
  expect(findings(recordTables, { Table: table([replica, {}]) })).toHaveLength(2);
});
