import { type CommandRow, faultOf } from './command-row';
import { has, type Surroundings, surroundings } from './surroundings';

/**
 * Runs a client's commands one after the other, where a machine has it and a shell.
 *
 * @param program what must be there; with `REQUIRE_CLIENTS` the AWS CLI must be
 * @param stage as of {@link surroundings}
 */
export function commands(
  program: 'aws' | 'curl' | 'rclone' | 's3cmd',
  rows: readonly CommandRow[],
  stage?: string,
): void {
  const there = has(program, program === 'rclone' ? 'version' : '--version') && has('/bin/sh', '-c', 'true');
  if (!there && program === 'aws' && process.env.REQUIRE_CLIENTS !== undefined) {
    throw new Error('There is no AWS CLI on this machine.');
  }
  let around: Surroundings;
  beforeAll(async () => {
    if (there) around = await surroundings(stage);
  });
  afterAll(() => around?.stop());

  (there ? test : test.skip).each(rows)('$as: $command', async ({ as, command, expected }) => {
    expect(faultOf(await around.run(as, command), expected)).toBeUndefined();
  });
}
