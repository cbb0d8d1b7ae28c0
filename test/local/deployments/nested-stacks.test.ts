import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudFormationStacks } from '../../../local/deployments/cloudformation-stacks';
import { type Things, template, things } from './things';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nested-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Resources = Parameters<typeof template>[0];

/** A stack with another one in it, and a thing that waits for that. */
interface Family {
  /** Things of the stack within. */
  readonly child: Resources;
  readonly childMore?: object;
  readonly parameters?: object;
  /** Things of the parent that wait for the child. */
  readonly after?: Resources;
  readonly more?: object;
}

const byValue = { Parameters: { Value: { Type: 'String', Default: 'none' } } };
const outputs = { Outputs: { It: { Value: { 'Fn::GetAtt': ['A', 'Value'] } } } };

function parent({ parameters = {}, after = {}, more = {} }: Family): object {
  const Properties = { TemplateURL: 'child.json', Parameters: parameters };
  const { Resources } = template(after);
  return { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties }, ...Resources }, ...more };
}

/** Deploys it as one that lies on disk. @returns the parent's status */
async function deploy(on: Things, family: Family, more: object = {}): Promise<string> {
  writeFileSync(join(folder, 'child.json'), JSON.stringify(template(family.child, family.childMore)));
  const assets = on.stacks.beside(JSON.stringify(parent(family)), folder);
  return on.deploy('game', parent(family), { assets, ...more });
}

const childOf = (on: Things) => on.deployments.all().findLast(({ parentId }) => parentId !== undefined);
const statuses = (on: Things) => [on.deployments.all()[0]?.status, childOf(on)?.status];
const values = (on: Things) => [...on.there.values()].map(({ value }) => value).sort();
const fails = { FailCreate: 'It is refused.' };
const refusedReason =
  'Resource handler returned message: "It is refused. (Service: Things, Status Code: 400)" (HandlerErrorCode: InvalidRequest)';

test('a stack within a stack takes parameters, gives outputs, and is one of its own', async () => {
  const on = things();
  const family: Family = {
    child: { A: { Value: { Ref: 'Value' } } },
    childMore: { ...byValue, ...outputs },
    parameters: { Value: 'red' },
    after: { Z: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.It'] } } },
    more: { Outputs: { Id: { Value: { Ref: 'Child' } } } },
  };
  expect(await deploy(on, family, { tags: new Map([['team', 'red']]) })).toBe('CREATE_COMPLETE');
  const [game, child] = on.stacks.standing();
  expect(child).toMatchObject({
    status: 'CREATE_COMPLETE',
    name: expect.stringMatching(/^game-Child-[A-Z0-9a-z]{12}$/),
    ...{ parentId: game?.id, rootId: game?.id, parameters: new Map([['Value', 'red']]) },
    tags: new Map([['team', 'red']]),
  });
  expect(game).not.toHaveProperty('parentId');
  expect(game?.outputs).toMatchObject([{ name: 'Id', value: child?.id }]);
  expect(game?.resources).toMatchObject([{ logicalId: 'Child', physicalId: child?.id }, { logicalId: 'Z' }]);
  expect(values(on)).toEqual(['red', 'red']);
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  expect([statuses(on), values(on)]).toEqual([['DELETE_COMPLETE', 'DELETE_COMPLETE'], []]);
  expect(on.done.slice(-2)).toEqual(['remove Z', 'remove A']);
  expect(on.defects).toEqual([]);
});

interface Row {
  readonly what: string;
  readonly first?: Family;
  readonly next: Family;
  readonly more?: object;
  readonly statuses: readonly [string, string | undefined];
  readonly values: readonly string[];
  /** What the parent's history says of the child last. */
  readonly said?: string | RegExp;
}
const one: Family = { child: { A: { Value: 'one' } }, childMore: outputs };
const two: Family = { child: { A: { Value: 'two' } }, childMore: outputs };

const rows: readonly Row[] = [
  {
    what: 'a child that can not be made rolls its parent back, which deletes it',
    next: { child: { A: { Value: 'one' }, B: { ...fails, $on: 'A' } } },
    statuses: ['ROLLBACK_COMPLETE', 'DELETE_COMPLETE'],
    values: [],
    said: /^CREATE_FAILED: Embedded stack arn:aws:cloudformation:\S+ was not successfully created: The following resource\(s\) failed to create: \[B\]\. $/,
  },
  {
    what: 'without a rollback it stays as it is',
    next: { child: { A: { Value: 'one' }, B: { ...fails, $on: 'A' } } },
    more: { disableRollback: true },
    statuses: ['CREATE_FAILED', 'CREATE_FAILED'],
    values: ['one'],
    said: /^CREATE_FAILED: Embedded stack/,
  },
  {
    what: 'what changes in the child’s template alone changes the child',
    first: one,
    next: two,
    statuses: ['UPDATE_COMPLETE', 'UPDATE_COMPLETE'],
    values: ['two'],
    said: 'UPDATE_COMPLETE',
  },
  {
    what: 'what changes in the parent alone leaves the child alone',
    first: one,
    next: { ...one, after: { Z: { Value: 'new' } } },
    statuses: ['UPDATE_COMPLETE', 'CREATE_COMPLETE'],
    values: ['new', 'one'],
    said: 'CREATE_COMPLETE',
  },
  {
    what: 'a child that can not be changed is rolled back, and so is its parent',
    first: { ...one, after: { Y: { Value: 'old' } } },
    next: { child: { A: { Value: 'two' }, B: { ...fails, $on: 'A' } }, after: { Y: { Value: 'new' } } },
    statuses: ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
    values: ['old', 'one'],
    said: /^UPDATE_COMPLETE$/,
  },
  {
    what: 'a child that was changed is given back what it had where its parent fails afterwards',
    first: one,
    next: { child: { A: { Value: 'two' }, B: { Value: 'more' } }, after: { Z: { ...fails, $on: 'Child' } } },
    statuses: ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
    values: ['one'],
    said: 'UPDATE_COMPLETE',
  },
  {
    what: 'what a child replaced stands until its parent is complete, and is there again after a rollback',
    first: { child: { A: { Value: 'one', Fixed: '1' } } },
    next: { child: { A: { Value: 'two', Fixed: '2' } }, after: { Z: { ...fails, $on: 'Child' } } },
    statuses: ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
    values: ['one'],
  },
  {
    what: 'what a child replaced is deleted once its parent is complete',
    first: { child: { A: { Value: 'one', Fixed: '1' } } },
    next: { child: { A: { Value: 'two', Fixed: '2' } }, after: { Z: { Value: 'last', $on: 'Child' } } },
    statuses: ['UPDATE_COMPLETE', 'UPDATE_COMPLETE'],
    values: ['last', 'two'],
  },
  {
    what: 'a child that names a parameter which it has not fails before it is made',
    next: { child: { A: {} }, parameters: { Other: 'x' } },
    statuses: ['ROLLBACK_COMPLETE', undefined],
    values: [],
    said: 'CREATE_FAILED: Parameters: [Other] do not exist in the template',
  },
];

test.each(rows)('$what', async ({ first, next, more, statuses: end, values: left, said }) => {
  const on = things();
  if (first !== undefined) expect(await deploy(on, first)).toBe('CREATE_COMPLETE');
  await deploy(on, next, more);
  expect([statuses(on), values(on)]).toEqual([end, left]);
  if (said !== undefined) {
    const told = on.history('game', 'Child').findLast((line) => !line.startsWith('DELETE_'));
    expect(told).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
  }
  expect(childOf(on)?.waitsForParent ?? false).toBe(false);
  expect(on.defects).toEqual([]);
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  expect(values(on)).toEqual([]);
});

test('the parent says in CloudFormation’s words why a child was not updated', async () => {
  const on = things();
  await deploy(on, one);
  await deploy(on, { child: { A: { Value: 'two' }, B: { ...fails } } });
  expect(on.history('game', 'Child')).toContainEqual(
    `UPDATE_FAILED: Embedded stack ${childOf(on)?.id} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to create: [B]. `,
  );
  expect(on.history(childOf(on)?.name ?? '', 'B')).toContainEqual(`CREATE_FAILED: ${refusedReason}`);
});

test('where nothing changes in either, there is nothing to update; control: one value of the child', async () => {
  const on = things();
  await deploy(on, one);
  await expect(deploy(on, one)).rejects.toThrow('No updates are to be performed.');
  expect(await deploy(on, two)).toBe('UPDATE_COMPLETE');
});

test('a child’s child belongs to the same root, and goes with it', async () => {
  const on = things();
  writeFileSync(join(folder, 'inner.json'), JSON.stringify(template({ A: { Value: 'deep' } }, outputs)));
  const within = (TemplateURL: string, more: object = {}) => ({
    Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } },
    ...more,
  });
  const Deep = { Value: { 'Fn::GetAtt': ['Child', 'Outputs.It'] } };
  writeFileSync(join(folder, 'middle.json'), JSON.stringify(within('inner.json', { Outputs: { Deep } })));
  const top = within('middle.json', { Outputs: { Top: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Deep'] } } } });
  const assets = on.stacks.beside(JSON.stringify(top), folder);
  expect(await on.deploy('game', top, { assets })).toBe('CREATE_COMPLETE');
  const [game, middle, inner] = on.stacks.standing();
  expect(game?.outputs).toMatchObject([{ value: 'deep' }]);
  expect(inner).toMatchObject({ parentId: middle?.id, rootId: game?.id });
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  expect(on.deployments.standing()).toEqual([]);
});

describe('what is done to a nested stack directly', () => {
  const start = async () => {
    const on = things();
    await deploy(on, one);
    return { on, child: childOf(on)?.name ?? '' };
  };

  test.each<[string, (stacks: CloudFormationStacks, name: string) => unknown, RegExp]>([
    ['its termination protection', (stacks, name) => stacks.protect(name, true), /on its root stack/],
    ['a rollback', (stacks, name) => stacks.rollback(name, {}), /its root stack \[\S+\] is rolled back/],
    [
      'its deletion under the root’s protection',
      (stacks, name) => {
        stacks.protect('game', true);
        stacks.deleteStack(name, { retain: [] });
      },
      /while TerminationProtection is enabled/,
    ],
  ])('%s is refused', async (_what, attempt, refusal) => {
    const { on, child } = await start();
    expect(() => attempt(on.stacks, child)).toThrow(refusal);
    expect(childOf(on)?.status).toBe('CREATE_COMPLETE');
  });

  test('its deletion and its update are allowed, without the root’s protection', async () => {
    const { on, child } = await start();
    on.stacks.protect('game', true);
    on.stacks.protect('game', false);
    expect(await on.deploy(child, template({ A: { Value: 'direct' } }, outputs))).toBe('UPDATE_COMPLETE');
    expect(values(on)).toEqual(['direct']);
    expect(await on.remove(child)).toBe('DELETE_COMPLETE');
    expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  });
});

test('an export of a child is importable, and holds its deletion back as that of any other stack', async () => {
  const on = things();
  const Outputs = { It: { Value: { 'Fn::GetAtt': ['A', 'Value'] }, Export: { Name: 'value' } } };
  await deploy(on, { child: { A: { Value: 'one' } }, childMore: { Outputs } });
  await on.deploy('user', template({ U: { Value: { 'Fn::ImportValue': 'value' } } }));
  expect(await on.remove('game')).toBe('DELETE_FAILED');
  expect(on.history('game', 'Child').at(-1)).toContain('Cannot delete export value as it is in use by user.');
  await on.remove('user');
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
});

test('a rollback that fails in a child goes on at the root, without what is skipped there', async () => {
  const on = things();
  await deploy(on, { child: { A: { Value: 'one', FailUpdate: 'It can not go back.' } } });
  await deploy(on, { child: { A: { Value: 'two' } }, after: { Z: { ...fails, $on: 'Child' } } });
  expect(statuses(on)).toEqual(['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED']);
  const goOn = async (skip: readonly string[]) => {
    on.stacks.continueRollback('game', { skip });
    await on.stacks.settled();
  };
  await expect(goOn(['Child'])).rejects.toThrow('can not be skipped');
  await expect(goOn([`${childOf(on)?.name}.B`])).rejects.toThrow('can not be skipped');
  await goOn([`${childOf(on)?.name}.A`]);
  expect(statuses(on)).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
  expect(on.defects).toEqual([]);
});
