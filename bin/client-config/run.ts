import { jsonText, lackOf } from '../../client/config/format';
import { gameConfig } from '../../client/config/from-outputs';
import { gameConfigJsonSchema } from '../../client/config/game-config';
import { stageNames } from '../../lib/config/stages';
import { writeAtOnce } from '../../local/shared/write-file';
import type { Paint } from '../../local/smoke-test/report/paint';
import { checkEndpoints } from '../shared/endpoints';
import { explainError } from '../shared/explain-error';
import { printable } from '../shared/printable';
import { type CommandLine, readCommandLine, usage } from './command-line';
import { findOutputs, type Places } from './find-outputs';

/** Which stages there are to a run, where it speaks, and what it reaches AWS by. */
export interface Surroundings extends Omit<Places, 'endpoint'> {
  /** The configuration, as it is to be in a file. */
  write(text: string): void;
  /** What is not the configuration, a text without its line break. */
  warn(text: string): void;
  readonly paint: Paint;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const permissions = "cloudformation:DescribeStacks on the stage's two stacks";

/**
 * Writes what an app is configured with.
 *
 * @param args the command line, see {@link usage}
 * @returns the exit code: 0 where it is written, 2 where it is not
 */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<0 | 2> {
  const { stages, write, warn, paint, environment } = surroundings;
  const names = stageNames(stages);
  // The SDK takes an empty one for none.
  const endpoint = environment.AWS_ENDPOINT_URL || undefined;
  try {
    const commandLine = readCommandLine(args, names);
    if (commandLine === undefined) {
      write(`${usage(names)}\n`);
      return 0;
    }
    checkEndpoints(environment);
    const { text, remarks } = await configured(commandLine, { ...surroundings, endpoint });
    put(text, commandLine.output, write);
    for (const remark of remarks) warn(printable(remark));
    return 0;
  } catch (error) {
    warn(`${paint.bad('No configuration:')} ${explainError(error, endpoint, permissions)}`);
    return 2;
  }
}

interface Told {
  readonly text: string;
  readonly remarks: readonly string[];
}

async function configured(commandLine: CommandLine, places: Places): Promise<Told> {
  const { format, client, prefix } = commandLine;
  if (format === undefined) return { text: jsonText(gameConfigJsonSchema()), remarks: [] };
  const { names, remarks, ...outputs } = await findOutputs(commandLine, places);
  const { platforms } = format;
  const made = gameConfig(outputs, { stacks: names, platforms, ...(client !== undefined && { client }) });
  const written = format.write(made.config, { prefix });
  const lack = lackOf(format.name, made.config, written);
  return {
    text: written.text,
    remarks: [...remarks, ...made.remarks, ...(written.remarks ?? []), ...(lack === undefined ? [] : [lack])],
  };
}

function put(text: string, file: string | undefined, write: (text: string) => void): void {
  try {
    if (file === undefined) write(text);
    else writeAtOnce(file, text);
  } catch (error) {
    throw new Error(`${file} can't be written: ${(error as NodeJS.ErrnoException).code}; name another file, --output`);
  }
}
