import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mostStacks } from '../../../local/deployments/stack-limits';
import type { ServiceError } from '../../../local/shared/service-error';
import { type Things, target, things } from './things';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'endless-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const within = (TemplateURL: string, Parameters: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL, Parameters },
});
const byValue = { Parameters: { Value: { Type: 'String', Default: '' } } };
const value = { Ref: 'Value' };

/** A stack of a template that has the same template in it while something holds, up to three times. */
const threeTimes = {
  ...byValue,
  Conditions: { Goes: { 'Fn::Not': [{ 'Fn::Equals': [value, 'xxx'] }] } },
  Resources: {
    Again: { ...within('self.json', { Value: { 'Fn::Join': ['', [value, 'x']] } }), Condition: 'Goes' },
    A: { Type: 'Test::Thing', Properties: { Value: value } },
  },
};

interface Row {
  readonly what: string;
  /** By file; the first is that of the stack at the top. */
  readonly templates: Readonly<Record<string, object>>;
  readonly status: string;
  readonly said?: RegExp;
}

const withoutEnd = /it would include itself without end/;
const itself = { Resources: { Again: within('self.json') } };
const rows: readonly Row[] = [
  { what: 'includes itself', templates: { 'self.json': itself }, status: 'ROLLBACK_COMPLETE', said: withoutEnd },
  {
    what: 'includes one that includes it',
    templates: { 'a.json': { Resources: { B: within('b.json') } }, 'b.json': { Resources: { A: within('a.json') } } },
    status: 'ROLLBACK_COMPLETE',
    said: withoutEnd,
  },
  {
    what: 'includes itself by other parameters each time, without end',
    templates: {
      'self.json': {
        ...byValue,
        Resources: { Again: within('self.json', { Value: { 'Fn::Join': ['', [value, 'x']] } }) },
      },
    },
    status: 'ROLLBACK_COMPLETE',
    said: /at most 20 deep here/,
  },
  {
    what: 'includes itself three times',
    templates: { 'self.json': threeTimes },
    status: 'CREATE_COMPLETE',
  },
  {
    what: 'includes another one twice',
    templates: {
      'a.json': { Resources: { One: within('b.json'), Two: within('b.json') } },
      'b.json': { Resources: { A: { Type: 'Test::Thing', Properties: { Value: 'b' } } } },
    },
    status: 'CREATE_COMPLETE',
  },
];

async function deploy(on: Things, templates: Row['templates']): Promise<string> {
  for (const [name, template] of Object.entries(templates)) writeFileSync(join(folder, name), JSON.stringify(template));
  const [top = {}] = Object.values(templates);
  return on.deploy('game', top, { assets: on.stacks.beside(JSON.stringify(top), folder) });
}

test.each(rows)('a stack that $what: $status', async ({ templates, status, said }) => {
  const on = things();
  expect(await deploy(on, templates)).toBe(status);
  const told = on.deployments.all().flatMap((stack) => stack.history.map(({ reason = '' }) => reason));
  if (said !== undefined) expect(told).toContainEqual(expect.stringMatching(said));
  if (said !== undefined) expect([on.stacks.standing().length, on.there.size]).toEqual([1, 0]);
  expect(await on.remove('game')).toBe('DELETE_COMPLETE');
  expect([on.stacks.standing().length, on.there.size, on.defects]).toEqual([0, 0, []]);
});

test.each([
  [mostStacks, 'LimitExceededException: Limit for stack has been exceeded'],
  [mostStacks - 1, 'CREATE_COMPLETE'],
])('an account with %d stacks answers another one: %s', async (count, told) => {
  const on = things();
  for (let number = 0; number < count; number += 1) on.deployments.add(`stack-${number}`, target);
  const answer = on.deploy('game', { Resources: { A: { Type: 'Test::Thing', Properties: {} } } });
  await expect(answer.catch(({ code, message }: ServiceError) => `${code}: ${message}`)).resolves.toBe(told);
});
