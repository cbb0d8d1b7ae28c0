import { type CommandRow, faultOf } from './command-row';
import { has, type Surroundings, surroundings } from './surroundings';

/** Runs commands of the AWS CLI one after the other, where a machine has it and a shell. */
export function awsCli(rows: readonly CommandRow[]): void {
  const there = has('aws', '--version') && has('/bin/sh', '-c', 'true');
  if (!there && process.env.REQUIRE_CLIENTS !== undefined) throw new Error('There is no AWS CLI on this machine.');
  let around: Surroundings;
  beforeAll(async () => {
    if (there) around = await surroundings();
  });
  afterAll(() => around?.stop());

  (there ? test : test.skip).each(rows)('$as: $command', async ({ as, command, expected }) => {
    expect(faultOf(await around.run(as, command), expected)).toBeUndefined();
  });
}
