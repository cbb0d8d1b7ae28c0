import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { things } from './things';

const secret = 'not-to-be-shown';
const other = 'another-secret';
const ref = { Ref: 'Secret' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const withParameter = (NoEcho: unknown, thing: object, Default?: string) => ({
  Parameters: { Secret: { Type: 'String', NoEcho, ...(Default === undefined ? {} : { Default }) } },
  Resources: { A: { Type: 'Test::Thing', Properties: thing } },
});

const given = (value: string) => ({ parameters: new Map([['Secret', value]]) });

/** All that the histories of an account's stacks say. */
const told = (on: ReturnType<typeof things>) => JSON.stringify(on.deployments.all().flatMap(({ history }) => history));

test.each([
  ['as it is', ref],
  ['within a text', { 'Fn::Sub': `before-\${Secret}-after` }],
  ['joined', { 'Fn::Join': ['/', ['a', ref]] }],
  ['in base 64', { 'Fn::Base64': ref }],
])('a parameter is shown %s in events, one with NoEcho is not', async (_how, Value) => {
  for (const [NoEcho, isShown] of [
    [undefined, true],
    ['false', true],
    [true, false],
    ['true', false],
  ] as const) {
    const on = things();
    expect(await on.deploy('game', withParameter(NoEcho, { Value }), given(secret))).toBe('CREATE_COMPLETE');
    // The resource has it in any case.
    expect(JSON.stringify([...on.there.values()])).toMatch(new RegExp(`${secret}|${base64(secret)}`));
    const said = told(on);
    expect([NoEcho, said.includes(secret) || said.includes(base64(secret))]).toEqual([NoEcho, isShown]);
    expect(said.includes('****')).toBe(!isShown);
  }
});

test('neither the value before an update nor the one after it is shown, in a rollback and in reasons neither', async () => {
  const on = things();
  const template = (more: object = {}) => withParameter(true, { Value: ref, ...more });
  await on.deploy('game', template(), given(secret));
  expect(await on.deploy('game', template(), given(other))).toBe('UPDATE_COMPLETE');
  const fails = { FailUpdate: { 'Fn::Sub': `It is \${Secret}.` } };
  expect(await on.deploy('game', template(fails), given('a-third-secret'))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  expect(told(on)).toContain('It is ****.');
  for (const value of [secret, other, 'a-third-secret']) expect(told(on)).not.toContain(value);
});

test('why something failed is told without it, of the stack and of what is in it', async () => {
  const on = things();
  const fails = { FailRemove: { 'Fn::Sub': `It is \${Secret}.` } };
  for (const [NoEcho, said] of [
    [false, secret],
    [true, '\\*{4}'],
  ] as const) {
    const name = `game-${NoEcho}`;
    await on.deploy(name, withParameter(NoEcho, fails), given(secret));
    expect(await on.remove(name)).toBe('DELETE_FAILED');
    const stack = on.stacks.view(name);
    const reasons = [stack?.reason, ...(stack?.resources ?? []).map(({ reason }) => reason)].join();
    expect(reasons).toMatch(new RegExp(`It is ${said}`));
    expect(reasons.includes(secret)).toBe(!NoEcho);
  }
});

test.each([
  ['short', { Value: ref, Name: 'a-thing' }, 'a', { Value: '****', Name: 'a-thing' }],
  ['default', { Value: ref, Name: 'a-thing' }, undefined, { Value: '****', Name: 'a-thing' }],
])('a %s value is hidden where it stands, and nothing else', async (_what, thing, value, properties) => {
  const on = things();
  await on.deploy('game', withParameter(true, thing, secret), value === undefined ? {} : given(value));
  const [first] = on.deployments.all();
  expect(first?.history.find(({ logicalId }) => logicalId === 'A')?.properties).toEqual(properties);
});

test('what a stack within a stack is given is hidden in both', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hidden-'));
  const on = things();
  const child = withParameter(true, { Value: ref });
  const Child = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: 'child.json', Parameters: { Secret: ref } },
  };
  const parent = { ...child, Resources: { Child } };
  writeFileSync(join(folder, 'child.json'), JSON.stringify(child));
  const assets = on.stacks.beside(JSON.stringify(parent), folder);
  expect(await on.deploy('game', parent, { assets, ...given(secret) })).toBe('CREATE_COMPLETE');
  expect([...on.there.values()]).toMatchObject([{ value: secret }]);
  expect(told(on)).not.toContain(secret);
  rmSync(folder, { recursive: true });
});
