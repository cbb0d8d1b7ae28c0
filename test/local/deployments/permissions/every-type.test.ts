import { resourceTypes } from '../../../../local/resources/all-types';
import type { Permission } from '../../../../local/resources/permissions';
import { typesByName } from '../../../../local/resources/types-by-name';
import { allBut, type ExecutionAccount, everything, executionAccount, executionSession } from './execution-account';
import { type Life, lives } from './lives';

const typeOf = typesByName(resourceTypes);

/** An account in which everything is that a resource needs. */
async function prepared({ on = {}, prepare }: Life): Promise<ExecutionAccount> {
  const account = executionAccount();
  const Outputs = Object.fromEntries(Object.keys(on).map((id) => [id, { Value: { Ref: id }, Export: { Name: id } }]));
  if (Object.keys(on).length > 0) {
    expect(await account.deploy('base', { Resources: on, Outputs }, 'account')).toBe('CREATE_COMPLETE');
  }
  prepare?.(account);
  return account;
}

const template = ({ type }: Life, Properties: object) => ({ Resources: { It: { Type: type, Properties } } });

/** Leads it as far as it goes. @returns the statuses of its stack */
async function lived(account: ExecutionAccount, life: Life): Promise<readonly string[]> {
  const statuses: string[] = [];
  for (const state of life.states) {
    statuses.push(await account.deploy('own', template(life, state)));
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(statuses.at(-1) ?? '')) return statuses;
  }
  return [...statuses, await account.remove('own')];
}

const actionOf = (permission: Permission<never>) => (typeof permission === 'string' ? permission : permission.action);
const declared = (name: string) => {
  const { create = [], update = [], delete: remove = [], read = [] } = typeOf(name)?.permissions ?? {};
  return [...new Set([...create, ...update, ...remove, ...read].map(actionOf))].sort();
};

test('every type that needs a permission has a life here', () => {
  const needing = resourceTypes.filter(({ type }) => declared(type).length > 0).map(({ type }) => type);
  expect(lives.map(({ type }) => type).sort()).toEqual([...needing, 'Custom::Trigger'].sort());
});

test.each(lives)(
  '$type: each action that it declares is asked for, and where all are allowed it lives',
  async (life) => {
    const account = await prepared(life);
    account.allow(everything);
    const changes = life.states.slice(1).map(() => 'UPDATE_COMPLETE');
    const statuses = await lived(account, life);
    expect([statuses, account.failures('own')]).toEqual([['CREATE_COMPLETE', ...changes, 'DELETE_COMPLETE'], []]);
    expect([...new Set(account.asked)].sort()).toEqual(declared(life.type));
    expect(account.defects).toEqual([]);
  },
);

test.each(lives)('$type: its deletion asks for what deleting needs, and reads nothing', async (life) => {
  const account = await prepared(life);
  account.allow(everything);
  await account.deploy('own', template(life, life.states[0]));
  account.asked.splice(0);
  await account.remove('own');
  const needed: readonly string[] = typeOf(life.type)?.permissions.delete.map(actionOf) ?? [];
  expect(account.asked.length).toBeGreaterThan(0);
  expect(account.asked.filter((action) => !needed.includes(action))).toEqual([]);
});

const walked = lives.flatMap((life) => declared(life.type).map((action) => ({ life, type: life.type, action })));

test.each(walked)('$type without $action fails, and says so', async ({ life, type, action }) => {
  const account = await prepared(life);
  account.allow(allBut(action));
  const statuses = await lived(account, life);
  const [failure = ''] = account.failures('own');
  const why =
    type === 'AWS::CloudFormation::Stack' && action.startsWith('s3:GetObject')
      ? 'S3 error: Access Denied'
      : action.startsWith('s3:GetObject')
        ? 'Your access has been denied by S3, please make sure your request credentials have permission to GetObject for'
        : `User: ${executionSession} is not authorized to perform: ${action} on resource: `;
  expect(failure).toContain(`_FAILED: Resource handler returned message: "${why}`);
  expect(failure).toMatch(
    /\(Service: \w+, Status Code: 40[03], Request ID: [\w-]{36}\)" \(RequestToken: [\w-]{36}, HandlerErrorCode: AccessDenied\)$/,
  );
  expect(['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'DELETE_FAILED']).toContain(statuses.at(-1));
  // With the policy mended it goes on.
  account.allow(everything);
  expect(await account.remove('own')).toBe('DELETE_COMPLETE');
  expect(account.defects).toEqual([]);
});
