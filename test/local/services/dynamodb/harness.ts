import { stackId } from '../../../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../../../assembly/types';
import type { HttpRequest } from '../../../../local/http/message';
import type { Service } from '../../../../local/http/operation';
import { callOf, perform } from '../../../../local/http/perform';
import { globalTable, table } from '../../../../local/resources/dynamodb/table';
import { standUp } from '../../../../local/resources/stand-up';
import { tableCollections } from '../../../../local/services/dynamodb/kept-tables';
import { dynamoDbService } from '../../../../local/services/dynamodb/service';
import { DynamoDbTables } from '../../../../local/services/dynamodb/tables/table';
import type { Clock } from '../../../../local/shared/clock';
import { ServiceError } from '../../../../local/shared/service-error';
import type { AccountKeeper, PersistedCollection } from '../../../../local/state/persisted';
import { type CompiledPolicy, compilePolicy } from '../../../../policy/compile';
import { decide } from '../../../../policy/decide';
import { type AuthorizationQuestion, requestContext } from '../../../../policy/types';
import { partOfAccount } from '../../resources/part-of-account';
import { left, takeUp } from '../../state/kept/restart';
import { WatchingKeeper } from '../../state/kept/watching-keeper';

export const me = 'eu-central-1:11111111-1111-1111-1111-111111111111';
export const stranger = 'eu-central-1:22222222-2222-2222-2222-222222222222';
export const playersArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/players';

const place = { account: '123456789012', region: 'eu-central-1', partition: 'aws' };

/** A table resource as an assembly would hold it. */
export function tableResource(
  name: string,
  properties: Readonly<Record<string, unknown>>,
  type = 'AWS::DynamoDB::GlobalTable',
): DeployedResource {
  return {
    stackName: 'foundation',
    logicalId: name,
    type,
    ref: name,
    attributes: { Arn: `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}` },
    properties:
      type === 'AWS::DynamoDB::GlobalTable' ? { Replicas: [{ Region: 'eu-central-1' }], ...properties } : properties,
    place: `foundation: ${name} (Foundation/${name})`,
  };
}

/** Definitions and schema of a table with this partition key and sort key. */
export function keys(partition: string, sort?: string): Readonly<Record<string, unknown>> {
  const [pk = '', pkType = 'S'] = partition.split(':');
  const [sk, skType = 'S'] = sort?.split(':') ?? [];
  return {
    AttributeDefinitions: [
      { AttributeName: pk, AttributeType: pkType },
      ...(sk === undefined ? [] : [{ AttributeName: sk, AttributeType: skType }]),
    ],
    KeySchema: [
      { AttributeName: pk, KeyType: 'HASH' },
      ...(sk === undefined ? [] : [{ AttributeName: sk, KeyType: 'RANGE' }]),
    ],
  };
}

export function stackOf(resources: readonly DeployedResource[]): DeployedStack {
  return {
    name: 'foundation',
    id: stackId('foundation', place),
    ...place,
    terminationProtection: false,
    resources,
    outputs: [],
    assets: new Map(),
  };
}

const indexed = {
  AttributeDefinitions: ['pk', 'sk', 'clan'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byClan',
      KeySchema: [{ AttributeName: 'clan', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

/** The tables that most tests use: `players`, `numbers`, `blobs`, `indexed`. */
export const testStack = stackOf([
  tableResource('players', keys('pk', 'sk')),
  tableResource('numbers', keys('pk:N', 'sk')),
  tableResource('blobs', keys('pk:B', 'sk')),
  tableResource('indexed', indexed),
]);

/** The tables of these stacks, as they are deployed. */
export function tablesOf(stacks: readonly DeployedStack[], keeper?: AccountKeeper): DynamoDbTables {
  const tables = new DynamoDbTables(place, keeper);
  standUp(stacks, [table, globalTable], partOfAccount({ tables, clock: { now: () => 1_700_000_000_000 } }));
  return tables;
}

export function newService(
  stacks: readonly DeployedStack[] = [testStack],
  clock: Clock = { now: () => 1_700_000_000_000 },
): Service<object> {
  const keeper = new WatchingKeeper();
  const tables = tablesOf(stacks, keeper);
  const service = dynamoDbService(tables, clock);
  kept.set(service, { keeper, collections: tableCollections(tables) });
  return service;
}

/** What is kept of a service's tables; each call is held against what it announces. */
export const kept = new WeakMap<Service<object>, Kept>();

interface Kept {
  readonly keeper: WatchingKeeper;
  readonly collections: readonly PersistedCollection[];
}

/** The same tables in a later process, on what this one leaves. */
export function restarted(service: Service<object>, stacks: readonly DeployedStack[] = [testStack], clock?: Clock) {
  const next = newService(stacks, clock);
  const { keeper, collections } = kept.get(next) as Kept;
  takeUp(left((kept.get(service) as Kept).collections), collections, keeper);
  return next;
}

export function requestOf(operation: string, body: unknown): HttpRequest {
  return {
    requestId: 'request-1',
    method: 'POST',
    rawPath: '/',
    rawQuery: '',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    sentTo: { scheme: 'http', host: '127.0.0.1' },
    sourceIp: '127.0.0.1',
  };
}

function operationOf(service: Service<object>, request: HttpRequest) {
  const operation = service.match(request);
  if (operation === undefined) throw service.unknownOperation(request);
  return operation;
}

function unasked(): never {
  throw new Error('no operation of DynamoDB asks by itself');
}

/** What IAM would be asked about a call. */
export async function questions(
  service: Service<object>,
  operation: string,
  body: unknown,
): Promise<readonly AuthorizationQuestion[]> {
  const request = requestOf(operation, body);
  const found = operationOf(service, request);
  const asked = { service, operation: found, request, region: 'eu-west-1', decide: unasked };
  return found.authorize(found.parse(request), callOf(asked));
}

export const everything = policyOf({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' });

export function policyOf(...statements: object[]): CompiledPolicy {
  return compilePolicy({ Version: '2012-10-17', Statement: statements }, 'the test policy', 'identity');
}

/** The answer to a call, as the caller would read it. */
export interface Answer {
  readonly status: number;
  /** The exception's name without its prefix; undefined for a success. */
  readonly error?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into the JSON it expects
  readonly body: any;
}

/** A call from end to end, as the dispatcher performs it: parse, ask IAM, run. */
export async function call(
  service: Service<object>,
  operation: string,
  body: unknown,
  policy: CompiledPolicy = everything,
): Promise<Answer> {
  const request = requestOf(operation, body);
  let response: ReturnType<typeof service.protocol.success>;
  try {
    response = service.protocol.success(await performAs(policy, service, request), operation, request);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    response = service.protocol.failure(error, request);
  }
  const { keeper, collections } = kept.get(service) ?? {};
  keeper?.check(collections ?? []);
  const answer = JSON.parse(String(response.body));
  const error = typeof answer.__type === 'string' ? answer.__type.split('#').pop() : undefined;
  return { status: response.status, ...(error === undefined ? {} : { error }), body: answer };
}

function performAs(policy: CompiledPolicy, service: Service<object>, request: HttpRequest): Promise<object> {
  return perform({
    service,
    operation: operationOf(service, request),
    request,
    region: 'eu-west-1',
    decide: (question) =>
      decide(question, {
        principal: {
          kind: 'assumed-role',
          account: '123456789012',
          roleArn: 'arn:aws:iam::123456789012:role/player',
          sessionArn: 'arn:aws:sts::123456789012:assumed-role/player/session',
          roleId: 'AROAEXAMPLE',
        },
        context: requestContext({ 'cognito-identity.amazonaws.com:sub': me }),
        identityPolicies: [policy],
      }),
  });
}

/** An expression whose lower-case names are placeholders, so that none is a reserved word; and what they stand for. */
export function aliased(expression: string): {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
} {
  const names: Record<string, string> = {};
  const text = expression.replaceAll(/(?<![:#\w])[a-z]+\b(?![(_])/g, (name) => {
    names[`#${name}`] = name;
    return `#${name}`;
  });
  return { text, names };
}
