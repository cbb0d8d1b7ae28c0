import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallerKind, callerKeys, s3CallerKeys } from '../../../policy/condition-keys/caller-keys';
import { type KeyRow, type KeyRows, rowsOf } from '../../../policy/condition-keys/key-rows';
import { questionKeys, unreadKeys } from '../../../policy/condition-keys/question-keys';
import { trustKeys } from '../../../policy/condition-keys/trust-keys';
import { s3Permissions } from '../../../policy/operations/s3';
import type { RequestKeys } from '../../../policy/request-keys';
import { type Account, accountOnHand, ofOtherTokens, type Seen } from './account';
import { type CallRow, callRows, form } from './requests';

/** What one call was asked with. */
interface Walked {
  readonly kind: CallerKind;
  readonly call: CallRow;
  /** It is not performed, and what its parameters say is not known. */
  readonly unread: boolean;
  readonly seen: readonly Seen[];
}

const kinds: readonly CallerKind[] = [
  'anonymous',
  'user',
  'user session',
  'federated user',
  'web identity',
  'function',
  'assumed role',
];
/** They ask IAM nothing (documented), so there is nothing to see. */
const unasked = ['GetCallerIdentity', 'GetSessionToken'];
const walked: Walked[] = [];
let account: Account;
let trusts: readonly Seen[];

/** Whether a row is of a key: `*` stands for any text. */
function isOf({ key }: KeyRow, name: string): boolean {
  const [before = '', after = ''] = key.toLowerCase().split('*');
  return key.includes('*') ? name.startsWith(before) && name.endsWith(after) : name === before;
}

const isUnfilled = (keys: RequestKeys, { key }: KeyRow) => {
  const value = keys.get(key.toLowerCase());
  return typeof value === 'object' && 'uncertain' in value;
};

/** The keys that no row knows, and the rows of keys that are always there and are not. */
function faults(keys: RequestKeys, rows: readonly KeyRow[]): readonly string[] {
  const carried = rows.filter(({ presence }) => presence !== 'unfilled');
  const unfilled = rows.filter(({ presence }) => presence === 'unfilled');
  return [
    ...keys.names.filter((name) => !rows.some((row) => isOf(row, name))).map((name) => `not in the table: ${name}`),
    ...carried
      .filter((row) => row.presence === 'always' && !keys.names.some((name) => isOf(row, name)))
      .map(({ key }) => `always there, and missing: ${key}`),
    ...unfilled
      .filter((row) => !keys.names.some((name) => isOf(row, name)) && !isUnfilled(keys, row))
      .map(({ key }) => `simply absent: ${key}`),
  ];
}

const rowsOfQuestion = ({ kind, call }: Walked, action: string) => [
  ...rowsOf(callerKeys, kind),
  ...(call.service === 's3' && kind !== 'anonymous' ? s3CallerKeys : []),
  ...rowsOf(questionKeys, action),
];

beforeAll(async () => {
  account = await accountOnHand();
  const { call, watched, operationOf, ids, assume } = account;
  const seed = { method: 'PUT', path: '/tagged-files/k', headers: { 'x-amz-tagging': 'team=red' }, body: 'x' };
  const versionOf = async () => (await call('user', 's3', seed)).headers['x-amz-version-id'] ?? '';
  const operations = callRows(ids, await versionOf());
  for (let index = 0; index < operations.length; index += 1) {
    for (const kind of kinds) {
      const row = callRows(ids, await versionOf())[index] as CallRow;
      const operation = operationOf(row.service, row.shape);
      if (kind === 'anonymous' && (operation?.signature !== 'optional' || row.shape.presigned)) continue;
      const { seen } = await watched(() => call(kind, row.service, row.shape));
      walked.push({
        kind,
        call: row,
        unread: operation?.run === undefined,
        seen,
      });
    }
  }
  const parameters = { RoleArn: ids.roleArn, RoleSessionName: 'adele', WebIdentityToken: ids.webIdentityToken };
  const toSts = form('2011-06-15', 'AssumeRoleWithWebIdentity', parameters);
  const { seen } = await watched(async () => {
    await call('anonymous', 'sts', toSts);
    assume.webIdentity(ofOtherTokens);
    assume.function();
  });
  trusts = seen;
});

test('every operation is asked for by the call that is meant for it, and asks IAM', () => {
  const wrong = walked.filter(({ kind, call, seen }) => {
    const operation = account.operationOf(call.service, call.shape);
    // A federated user is barred from STS before any policy that allows is looked at (documented).
    const isBarred = kind === 'federated user' && call.service === 'sts';
    return operation?.name !== call.operation || (seen.length === 0) !== isBarred;
  });
  expect(wrong.map(({ kind, call }) => `${call.title}, ${kind}`)).toEqual([]);
});

test('no S3 operation is left out', () => {
  const called = new Set(walked.filter(({ call }) => call.service === 's3').map(({ call }) => call.operation));
  const missing = Object.keys(s3Permissions).filter((name) => !called.has(name));
  expect(missing).toEqual([]);
});

// An operation says its name beside its signature; those that share a file get it from a table, or from their maker.
test.each([
  'cognito-identity',
  'cognito-idp',
  'dynamodb',
  'secrets-manager',
  'ssm',
  'ecr',
  'sts',
  'cloudformation',
  'lambda',
])('no operation of %s is left out', (folder) => {
  const directory = join('local/services', folder);
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const named = files.flatMap((file) => [
    ...readFileSync(join(directory, file), 'utf8').matchAll(
      /name: '(\w+)',\s+signature: 'required'|(?:poolOperation|userOperation|accountOperation|writeItem|transaction|onChangeSet|onStack|ofStack|ofAccount|fromTemplate)\(\s*(?:\w+,\s*)?'(\w+)'/g,
    ),
  ]);
  const called = new Set(walked.map(({ call }) => call.operation));
  const names = named.map(([, literal, made]) => literal ?? made ?? '');
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !called.has(name) && !unasked.includes(name))).toEqual([]);
});

describe('a request carries what the table says, and the table knows all that it carries', () => {
  test.each(kinds)('%s', (kind) => {
    const found = walked
      .filter((one) => one.kind === kind)
      .flatMap((one) =>
        one.seen.flatMap(({ action, keys }) =>
          faults(keys, rowsOfQuestion(one, action)).map((fault) => `${one.call.title} (${action}): ${fault}`),
        ),
      );
    expect([...new Set(found)]).toEqual([]);
  });

  test('trust policies', () => {
    expect(trusts.map(({ action }) => action)).toContain('sts:TagSession');
    expect(trusts.map(({ action }) => action)).toContain('sts:AssumeRole');
    expect([...new Set(trusts.flatMap(({ action, keys }) => faults(keys, rowsOf(trustKeys, action))))]).toEqual([]);
  });
});

describe('each row of the table is met by a request', () => {
  const met = (table: readonly KeyRows[], seen: readonly (Seen & { readonly of: string })[]) =>
    table.flatMap(({ of, rows }) =>
      of.flatMap((pattern) => {
        const start = pattern.replace(/\*$/, '');
        const mine = seen.filter((one) => (pattern.endsWith('*') ? one.of.startsWith(start) : one.of === pattern));
        const lacks = rows.filter(
          (row) =>
            !mine.some(({ keys }) =>
              row.presence === 'unfilled' ? isUnfilled(keys, row) : keys.names.some((name) => isOf(row, name)),
            ),
        );
        return lacks.map(({ key, presence }) => `${pattern}: ${key} (${presence})`);
      }),
    );

  test('of callers', () => {
    const seen = walked.flatMap(({ kind, seen }) => seen.map((one) => ({ ...one, of: kind })));
    expect(met(callerKeys, seen)).toEqual([]);
    expect(met([{ of: ['user'], rows: s3CallerKeys }], seen)).toEqual([]);
  });

  test('of questions', () => {
    const seen = walked.flatMap(({ seen }) => seen.map((one) => ({ ...one, of: one.action })));
    expect(met(questionKeys, seen)).toEqual([]);
  });

  test('of trust policies', () => {
    expect(
      met(
        trustKeys,
        trusts.map((one) => ({ ...one, of: one.action })),
      ),
    ).toEqual([]);
  });
});

test('what is judged unread leaves none of its service’s keys simply absent, and what is read does', () => {
  const unfilled = ({ unread, seen }: Walked) =>
    seen.map(({ action, keys }) => unreadKeys(action).every((key) => keys.unfilled.includes(key)) === unread);
  expect(walked.filter((one) => unfilled(one).includes(false)).map(({ call }) => call.title)).toEqual([]);
  expect(walked.some(({ unread }) => unread)).toBe(true);
});
