import { DynamoDbEngine } from '../../../../../local/services/dynamodb/engine/engine';
import type { TableDescription } from '../../../../../local/services/dynamodb/engine/table-description';
import { readStatementRequest } from '../../../../../local/services/dynamodb/partiql/statement-request';
import {
  translateExists,
  translateGet,
  translateWrite,
} from '../../../../../local/services/dynamodb/partiql/translate-one-item';
import { translateSelect } from '../../../../../local/services/dynamodb/partiql/translate-select';

const engine = new DynamoDbEngine(() => undefined);
const table: TableDescription = {
  TableName: 'saves',
  TableArn: 'arn',
  TableId: 'id',
  TableStatus: 'ACTIVE',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  DeletionProtectionEnabled: false,
};

/** The requests that a statement comes down to, their placeholders in place. */
function requestsOf(Statement: string, Parameters?: object[]): readonly string[] {
  const { statement, bound } = readStatementRequest({ Statement, Parameters }, engine);
  switch (statement.kind) {
    case 'select': {
      const { operation, parts } = translateSelect(statement, table, bound);
      return parts.map(
        ({ body, filter }) => `${operation} ${spelt(body)}${filter === undefined ? '' : `; ${spelt(filter)}`}`,
      );
    }
    case 'exists':
      return [`ConditionCheck ${spelt(translateExists(statement, table, bound).body)}`];
    default: {
      const { operation, body } = translateWrite(statement, table, bound);
      return [`${operation} ${spelt(body)}`];
    }
  }
}

function spelt(body: Record<string, unknown>): string {
  const { TableName, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {}, ...rest } = body;
  expect(TableName).toBe('saves');
  const text = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const placeholders = { ...(names as object), ...(values as object) } as Record<string, unknown>;
  return text
    .join(' ')
    .replace(/[#:][nv]\d+/g, (one) =>
      typeof placeholders[one] === 'string' ? placeholders[one] : Object.values(placeholders[one] as object).join(),
    );
}

test.each([
  ['SELECT * FROM saves', ['Scan ']],
  ["SELECT * FROM saves WHERE pk = 'a'", ['Query KeyConditionExpression=pk = a']],
  ["SELECT * FROM saves WHERE pk = 'a' AND sk = 1", ['Query KeyConditionExpression=pk = a AND sk = 1']],
  [
    "SELECT * FROM saves WHERE sk BETWEEN 1 AND 2e1 AND 'a' = pk",
    ['Query KeyConditionExpression=pk = a AND sk BETWEEN 1 AND 20'],
  ],
  ["SELECT * FROM saves WHERE pk = 'a' AND 3 > sk", ['Query KeyConditionExpression=pk = a AND sk < 3']],
  ["SELECT * FROM saves WHERE pk = 'a' AND sk <> 3", ['Query KeyConditionExpression=pk = a; FilterExpression=sk <> 3']],
  [
    "SELECT n, m.k FROM saves WHERE pk IN ['a', 'b'] AND (n = 1 OR o = 2) ORDER BY pk DESC, sk DESC",
    [
      'Query ScanIndexForward=false KeyConditionExpression=pk = b ProjectionExpression=n, m, o; FilterExpression=n = 1 OR o = 2',
      'Query ScanIndexForward=false KeyConditionExpression=pk = a ProjectionExpression=n, m, o; FilterExpression=n = 1 OR o = 2',
    ],
  ],
  [
    "SELECT * FROM saves WHERE pk = 'a' AND (sk = 1 OR sk > 5 AND n = 1)",
    [
      'Query KeyConditionExpression=pk = a AND sk = 1',
      'Query KeyConditionExpression=pk = a AND sk > 5; FilterExpression=n = 1',
    ],
  ],
  ["SELECT * FROM saves WHERE pk > 'a' OR n = 1", ['Scan ; FilterExpression=pk > a OR n = 1']],
  [
    'SELECT * FROM saves WHERE (n = 1 OR NOT (o = 2 AND p = 3)) AND q IS NOT MISSING AND r IS NULL',
    ['Scan ; FilterExpression=(n = 1 OR NOT (o = 2 AND p = 3)) AND attribute_exists(q) AND attribute_type(r, NULL)'],
  ],
  [
    "INSERT INTO saves VALUE {'pk': 'a', 'sk': 1.50}",
    ['PutItem Item={"pk":{"S":"a"},"sk":{"N":"1.5"}} ConditionExpression=attribute_not_exists(pk)'],
  ],
  [
    "UPDATE saves SET n = n - 1, l = list_append(['x'], l) SET s = set_add(s, <<'y'>>) REMOVE o WHERE sk = 1 AND pk = 'a' AND n > 0 RETURNING ALL OLD *",
    [
      'UpdateItem Key={"pk":{"S":"a"},"sk":{"N":"1"}} ReturnValues=ALL_OLD ' +
        'UpdateExpression=SET n = n - 1, l = list_append([object Object], l) ADD s y REMOVE o ' +
        'ConditionExpression=attribute_exists(pk) AND n > 0',
    ],
  ],
  ["DELETE FROM saves WHERE pk = 'a' AND sk = 1", ['DeleteItem Key={"pk":{"S":"a"},"sk":{"N":"1"}}']],
  [
    "DELETE FROM saves WHERE pk = 'a' AND sk = 1 AND n = 1 AND o = 2",
    ['DeleteItem Key={"pk":{"S":"a"},"sk":{"N":"1"}} ConditionExpression=attribute_not_exists(pk) OR n = 1 AND o = 2'],
  ],
  [
    "EXISTS(SELECT * FROM saves WHERE pk = 'a' AND sk = 1 AND n = 1)",
    ['ConditionCheck Key={"pk":{"S":"a"},"sk":{"N":"1"}} ConditionExpression=attribute_exists(pk) AND n = 1'],
  ],
])('%s', (statement, requests) => {
  expect(requestsOf(statement)).toEqual(requests);
});

test('a parameter is the value that it is', () => {
  expect(requestsOf('SELECT * FROM saves WHERE pk = ? AND sk IN [?, 3]', [{ S: "it's ?" }, { N: '1.0' }])).toEqual([
    "Query KeyConditionExpression=pk = it's ? AND sk = 1",
    "Query KeyConditionExpression=pk = it's ? AND sk = 3",
  ]);
});

test('one item, by nothing but its key', () => {
  const get = (Statement: string) => {
    const { statement, bound } = readStatementRequest({ Statement }, engine);
    if (statement.kind !== 'select') throw new Error('no SELECT');
    return spelt(translateGet(statement, table, bound, 'BatchExecuteStatement').body);
  };
  expect(get("SELECT m.k, m.l FROM saves WHERE pk = 'a' AND sk IN [1] AND 'a' = pk")).toBe(
    'Key={"pk":{"S":"a"},"sk":{"N":"1"}} ProjectionExpression=m',
  );
  expect(() => get("SELECT * FROM saves WHERE pk = 'a' AND sk > 1")).toThrow('must specify the primary key');
});
