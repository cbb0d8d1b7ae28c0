import { exporting, group, hold, keep, one, pool, table, tags } from './small-templates';

describe('resources', () => {
  const instance = (InstanceType: string) => ({ A: { Type: 'AWS::EC2::Instance', Properties: { InstanceType } } });
  const secondTable = (DeletionProtectionEnabled: boolean) => ({
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ DeletionProtectionEnabled }] } },
  });
  const retainedTable = (key: string, policy: object) => ({ Table: { ...table(key).Table!, ...policy } });
  hold([
    [
      'what may be replaced counts as replaced',
      [exporting(instance('a'), { Ref: 'A' }), exporting(instance('b'), { Ref: 'A' })],
      ['refused: “Cannot update export data:arn as it is in use”'],
      [exporting(instance('a'), 'fixed'), exporting(instance('b'), 'fixed')],
    ],
    [
      'a table that a replica protects',
      one(secondTable(true), pool({})),
      ['lost: table left behind, outside the stack: records of players'],
      one(secondTable(true), secondTable(false)),
    ],
    [
      'a table that is replaced and kept',
      one(retainedTable('a', { UpdateReplacePolicy: 'Retain' }), retainedTable('b', { UpdateReplacePolicy: 'Retain' })),
      ['lost: table left behind, outside the stack: records of players'],
      one(retainedTable('a', {}), retainedTable('a', keep)),
    ],
    [
      'a table that is replaced',
      one(retainedTable('a', { DeletionPolicy: 'Retain' }), retainedTable('b', {})),
      ['lost: table deleted: records of players'],
      one(table('a'), { ...table('a'), ...group('G'), ...tags('T') }),
    ],
  ]);
});
