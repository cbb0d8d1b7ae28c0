import { StackStatus } from '@aws-sdk/client-cloudformation';
import { Stacks } from '../../../../local/services/cloudformation/stacks';
import { handMadeStack } from '../../hand-made-stack';

const clock = { now: () => Date.UTC(2026, 10, 20) };
const deployed = ['game', 'files'].map((name) => handMadeStack([], { name }));
const [game] = deployed;
const stacks = () => new Stacks(deployed, clock);

test.each(Object.values(StackStatus))('a stack can be set to %s', (status) => {
  const own = stacks();
  own.setStatus('game', status);
  expect(own.find(game?.id ?? '')?.status).toBe(status);
  expect(own.find('files')?.status).toBe('CREATE_COMPLETE');
});

test('a deleted stack is found by its ID alone, and not listed', () => {
  const own = stacks();
  expect(own.find('game')?.id).toBe(game?.id);
  expect(own.all()).toHaveLength(2);
  own.setStatus('game', 'DELETE_COMPLETE');
  expect(own.find('game')).toBeUndefined();
  expect(own.find(game?.id ?? '')?.status).toBe('DELETE_COMPLETE');
  expect(own.all().map(({ name }) => name)).toEqual(['files']);
});

test('the status of a stack that is not there is refused, with the names of those that are', () => {
  expect(() => stacks().setStatus('gane', 'UPDATE_FAILED')).toThrow("there is no stack 'gane', only: game, files");
  expect(() => stacks().setStatus('game', 'UPDATE_FAILED')).not.toThrow();
});
