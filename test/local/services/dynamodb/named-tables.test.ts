import type { Service } from '../../../../local/http/operation';
import { call, newService, playersArn } from './harness';

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

let service: Service<object>;
beforeEach(() => {
  service = newService();
});

async function put(item: object, table = 'players') {
  expect(await call(service, 'PutItem', { TableName: table, Item: item })).toEqual({ status: 200, body: {} });
}

describe('tables', () => {
  test('a table may be named by its ARN, and the answer says it in the same way', async () => {
    await put(key('a', '1'), playersArn);
    const { body } = await call(service, 'BatchGetItem', { RequestItems: { [playersArn]: { Keys: [key('a', '1')] } } });
    expect(body.Responses).toEqual({ [playersArn]: [key('a', '1')] });
  });

  test("another account's table of the same name is not found", async () => {
    await put(key('a', '1'));
    const foreign = playersArn.replace('123456789012', '999999999999');
    for (const [operation, body] of [
      ['GetItem', { TableName: foreign, Key: key('a', '1') }],
      ['BatchGetItem', { RequestItems: { [foreign]: { Keys: [key('a', '1')] } } }],
      ['DescribeTable', { TableName: foreign }],
    ] as const) {
      expect(await call(service, operation, body)).toMatchObject({ status: 400, error: 'ResourceNotFoundException' });
    }
  });

  test('a table named both ways in one batch is refused', async () => {
    const part = { Keys: [key('a', '1')] };
    const answer = await call(service, 'BatchGetItem', { RequestItems: { players: part, [playersArn]: part } });
    expect(answer.error).toBe('ValidationException');
  });

  test('tables are listed in order, page by page', async () => {
    const first = (await call(service, 'ListTables', { Limit: 3 })).body;
    expect(first).toEqual({ TableNames: ['blobs', 'indexed', 'numbers'], LastEvaluatedTableName: 'numbers' });
    const second = (await call(service, 'ListTables', { ExclusiveStartTableName: 'numbers' })).body;
    expect(second).toEqual({ TableNames: ['players'] });
  });

  test('a table is described with its keys and its items counted', async () => {
    await put(key('a', '1'));
    expect((await call(service, 'DescribeTable', { TableName: 'players' })).body.Table).toMatchObject({
      TableName: 'players',
      TableArn: playersArn,
      TableStatus: 'ACTIVE',
      ItemCount: 1,
      CreationDateTime: 1_700_000_000,
      KeySchema: [{ KeyType: 'HASH' }, { KeyType: 'RANGE' }],
    });
  });
});
