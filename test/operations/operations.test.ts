import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '../../local/account/local-cloud';
import { operationsDocument } from './document';
import { emptyCloud } from './empty-cloud';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

test('docs/operations.md is what would be written now: npm run operations', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8')).toBe(operationsDocument(cloud));
});

test('every operation stands once in its service’s list', () => {
  for (const { name, operations } of cloud.services) {
    const names = operations.map((operation) => operation.name);
    expect({ name, names: names.toSorted() }).toEqual({ name, names: [...new Set(names)].sort() });
    expect(names.length).toBeGreaterThan(0);
  }
});

test('a service that nobody has named is not left out unsaid', () => {
  const services = [...cloud.services, { name: 'execute-api', operations: [] }];
  expect(() => operationsDocument({ services })).toThrow('Say in titles what execute-api is called.');
});

// An operation that is performed does not answer NotImplemented, and one that is judged alone does.
test.each([
  ['s3', 'GetObject', true],
  ['s3', 'PutBucketWebsite', false],
  ['dynamodb', 'PutItem', true],
  ['dynamodb', 'CreateTable', false],
  ['lambda', 'Invoke', true],
  ['lambda', 'GetFunction', true],
  ['lambda', 'UpdateFunctionCode', false],
  ['cognito-identity', 'GetId', true],
])('of %s, %s is performed: %p', (service, operation, performed) => {
  const found = cloud.services.find(({ name }) => name === service)?.operations.find(({ name }) => name === operation);
  expect(found).toBeDefined();
  expect(found?.performed).toBe(performed);
});
