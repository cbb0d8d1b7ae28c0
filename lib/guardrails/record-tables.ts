import { type Finding, fields, type Guardrail, list, resourcesOf, type Template } from './template';

/**
 * Tables can be restored, can't run up a bill, and where they are kept can't be deleted by mistake. cdk-nag reads
 * `AWS::DynamoDB::Table` only, while `TableV2` makes a `GlobalTable`.
 */
export const recordTables: Guardrail = {
  name: 'record-tables',
  fix: 'Set the property on the table: anonymous guests reach it, and what they and the players own is in it alone',
  check: (templates) => templates.flatMap(tablesOf),
};

function tablesOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::DynamoDB::GlobalTable').flatMap(
    ([logicalId, { Properties = {}, DeletionPolicy }]) => {
      const finding = (location: string, problem: string): Finding => ({
        severity: 'error',
        template,
        logicalId,
        location: `Properties.${location}`,
        problem,
      });
      const findings: Finding[] = [];
      if (fields(Properties.WriteOnDemandThroughputSettings).MaxWriteRequestUnits === undefined) {
        findings.push(finding('WriteOnDemandThroughputSettings', 'The table has no maximum of write request units'));
      }
      const readMaximumForAll = fields(Properties.ReadOnDemandThroughputSettings).MaxReadRequestUnits;
      for (const [index, replica] of list(Properties.Replicas).map(fields).entries()) {
        const place = `Replicas[${index}]`;
        const readMaximum = fields(replica.ReadOnDemandThroughputSettings).MaxReadRequestUnits ?? readMaximumForAll;
        if (readMaximum === undefined) {
          findings.push(
            finding(`${place}.ReadOnDemandThroughputSettings`, 'The table has no maximum of read request units'),
          );
        }
        if (fields(replica.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled !== true) {
          findings.push(
            finding(`${place}.PointInTimeRecoverySpecification`, 'The table has no point-in-time recovery'),
          );
        }
        if (DeletionPolicy?.startsWith('Retain') && replica.DeletionProtectionEnabled !== true) {
          findings.push(
            finding(`${place}.DeletionProtectionEnabled`, 'The table is to be kept, but not protected from deletion'),
          );
        }
      }
      return findings;
    },
  );
}
