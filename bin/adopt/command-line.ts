import { parseArgs } from 'node:util';
import { schema } from '../../lib/config/schema';
import { exampleGame } from './names';

/** What `npm run adopt` is told. */
export interface CommandLine {
  readonly game: string;
  /** Also where the work tree holds changes that are not committed. */
  readonly force: boolean;
}

/** What `--help` prints. */
export const usage = `npm run adopt -- --game <name> [--force]

Makes the example your game: puts its name in place of the example's in config/, README.md and docs/, once. The tests' own game keeps its
name, and so does the code: what comes from upstream later still fits.

  --game <name>     lower-case words joined by hyphens: the first part of every stack's name, so choose well
  --force           also where there are changes that are not committed, or no git
  --help            this text`;

/**
 * @returns undefined where help is asked for
 * @throws Error that says what is wrong with it
 */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      game: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length > 0) throw new Error(`'${positionals[0]}' stands behind no option: --game <name>`);
  if (values.game === undefined) throw new Error('--game is missing: --game <name>');
  const [issue] = schema.shape.game.safeParse(values.game, { reportInput: true }).error?.issues ?? [];
  if (issue?.code === 'too_big') throw new Error(`--game must be ${issue.maximum} characters long at most`);
  if (issue !== undefined) throw new Error(`--game ${issue.message}`);
  if (values.game === exampleGame) throw new Error(`--game is the example's own name; choose another`);
  return { game: values.game, force: values.force };
}
