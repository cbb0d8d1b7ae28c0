import { AssemblyError } from '../../../../assembly/assembly-error';
import type { Account } from '../../../../local/resources/account';
import { cdkMetadata } from '../../../../local/resources/cdk/metadata';
import { logGroup } from '../../../../local/resources/logs/log-group';
import { standUp } from '../../../../local/resources/stand-up';
import { LogGroups } from '../../../../local/services/logs/log-groups';
import { loadTemplate } from '../../../assembly/assembly-on-disk';
import { changesOf, refusalOf } from '../changes';

const name = '/game/log';

function deployed(properties: object = {}) {
  const stack = loadTemplate({
    Resources: {
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name, RetentionInDays: 90, ...properties } },
      Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:abc' } },
    },
  });
  const types = [logGroup, cdkMetadata];
  const logGroups = new LogGroups();
  const account = { ...stack, logGroups } as unknown as Account;
  standUp([stack], types, account);
  return { logGroups, ...changesOf(stack, types, account) };
}

test('a log group is made, keeps logs for as long as it is told, and goes', () => {
  const { logGroups, update, remove, create } = deployed();
  expect(logGroups.find(name)).toEqual({ name, retentionDays: 90 });
  update('Log', { RetentionInDays: 7 });
  expect(logGroups.find(name)).toEqual({ name, retentionDays: 7 });
  update('Log', { RetentionInDays: undefined });
  expect(logGroups.find(name)).toEqual({ name });
  remove('Log');
  expect(logGroups.find(name)).toBeUndefined();
  expect(refusalOf(() => remove('Log'))).toBe('done');
  create('Log');
  expect(logGroups.find(name)).toBeDefined();
});

test('a log group whose name is taken is refused', () => {
  const { create, logGroups } = deployed();
  expect(refusalOf(() => create('Log', { RetentionInDays: 7 }))).toBe(
    `AlreadyExists: Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`,
  );
  expect(logGroups.find(name)).toEqual({ name, retentionDays: 90 });
  expect(refusalOf(() => create('Log', {}, '/game/another'))).toBe('done');
});

test.each<[string, object, string, object]>([
  [
    'a key of its own',
    { KmsKeyId: 'arn' },
    'Properties.KmsKeyId: is not supported here',
    { LogGroupClass: 'STANDARD' },
  ],
  [
    'days that there are not',
    { RetentionInDays: 8 },
    'Properties.RetentionInDays: must be one of 1, 3',
    { RetentionInDays: '7' },
  ],
  ['a name that is none', { LogGroupName: 'a b' }, 'Properties.LogGroupName: must be', { LogGroupName: 'a.b' }],
  [
    'protection against deletion',
    { DeletionProtectionEnabled: true },
    'Properties.DeletionProtectionEnabled: is not supported here',
    { Tags: [{ Key: 'a', Value: 'b' }] },
  ],
])('a log group with %s is refused with its place', (_claim, properties, message, control) => {
  expect(() => deployed(properties)).toThrow(AssemblyError);
  expect(() => deployed(properties)).toThrow(`Log: ${message}`);
  expect(() => deployed(control)).not.toThrow();
});

test('metadata comes, changes and goes without a trace', () => {
  const { update, remove, create } = deployed();
  const acts = [() => update('Metadata', { Analytics: 'other' }), () => remove('Metadata'), () => create('Metadata')];
  expect(acts.map(refusalOf)).toEqual(['done', 'done', 'done']);
});
