import fc from 'fast-check';
import type { Service } from '../../../../local/http/operation';
import { call, newService, policyOf } from './harness';
import { goodRequests, hostileRequest } from './hostile-requests';
import { anyJson, mine, theirs } from './hostile-values';

// More, for a longer hunt.
const numRuns = Number(process.env.FUZZ_RUNS ?? 400);

const secret = 'the stranger keeps this to themselves';

/** What a game grants a player, and Scan beside it: their own leading key, and no request without one. */
const ownRecords = policyOf({
  Effect: 'Allow',
  Action: [
    ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ...['Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
  ].map((action) => `dynamodb:${action}`),
  Resource: '*',
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'PLAYER#${cognito-identity.amazonaws.com:sub}' },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

const theirRecord = { pk: { S: theirs }, sk: { S: 'PROFILE' }, note: { S: secret } };

async function seeded(): Promise<Service<object>> {
  const service = newService();
  const bag = { L: [{ S: 'ruby' }, { M: { note: { N: '3' } } }] };
  for (const Item of [theirRecord, { pk: { S: mine }, sk: { S: 'PROFILE' }, note: { S: 'mine' }, bag }]) {
    await call(service, 'PutItem', { TableName: 'players', Item });
  }
  return service;
}

async function theirRecords(service: Service<object>) {
  const { body } = await call(service, 'Query', {
    TableName: 'players',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: theirs } },
  });
  return body.Items;
}

test("no request of a player's, however odd, reads or changes a stranger's record, or meets an internal error", async () => {
  const service = await seeded();
  const answered = new Set<string>();
  await fc.assert(
    fc.asyncProperty(hostileRequest, async ({ operation, request }) => {
      const answer = await call(service, operation, request, ownRecords);
      expect(answer.status).toBeLessThan(500);
      expect(JSON.stringify(answer.body)).not.toContain(secret);
      expect(await theirRecords(service)).toEqual([theirRecord]);
      if (answer.status === 200) answered.add(operation);
    }),
    { numRuns, examples: goodRequests.map((request) => [request]) },
  );
  // The positive control: good requests about their own record were among them, and were answered.
  expect([...answered]).toEqual(expect.arrayContaining(goodRequests.map(({ operation }) => operation)));
});

test('no request of the administrator, however odd, meets an internal error or touches the JavaScript beneath', async () => {
  const service = await seeded();
  const before = Object.getOwnPropertyNames(Object.prototype).concat(Object.getOwnPropertyNames(Object));
  await fc.assert(
    fc.asyncProperty(hostileRequest, anyJson, async ({ operation, request }, json) => {
      for (const body of [request, json]) {
        const { status, error } = await call(service, operation, body);
        if (error !== 'NotImplemented') expect(status).toBeLessThan(500);
      }
    }),
    { numRuns },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).concat(Object.getOwnPropertyNames(Object))).toEqual(before);
});
