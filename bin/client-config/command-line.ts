import type { Format } from '../../client/config/format';
import { formats } from '../../client/config/formats';
import { readOptions } from '../shared/read-options';

/** Where the outputs come from. */
export type Source = { readonly file: string } | 'local cloud' | 'deployment';

/** What `npm run client-config` is told. */
export interface CommandLine {
  /** Undefined: the one that the source suggests. */
  readonly stage: string | undefined;
  readonly source: Source;
  /** Undefined: the JSON Schema of the plain format, for which no outputs are asked. */
  readonly format: Format | undefined;
  readonly client: string | undefined;
  /** The file that is written. Undefined: standard output. */
  readonly output: string | undefined;
  readonly prefix: string;
}

/** The format that describes another one, and is made of nothing. */
const schemaFormat = 'json-schema';
const formatNames = [...formats.map(({ name }) => name), schemaFormat];

/** What `--help` prints. @param stages those there are */
export const usage = (stages: readonly string[]) => `npm run client-config -- --format <format> [options]

Writes what an app is configured with: the outputs of a stage's stacks, in the app's own format. None of it is a secret.

  --format <format>  ${formats.map(({ name, readBy }) => `${name.padEnd(22)}${readBy}`).join('\n                     ')}
                     ${schemaFormat.padEnd(22)}the JSON Schema of json
  --stage <name>     ${stages.join(', ')}; without it dev, or local where the outputs are a local cloud's
  --outputs <file>   what cdk deploy --outputs-file or npm run local wrote
  --local            the local cloud that runs at AWS_ENDPOINT_URL, or without it at http://127.0.0.1:4510
                     (with neither of the two: what is deployed, with the credentials of your environment)
  --client <name>    the app client, as its output ends: StarHarvestWeb; none leaves the user pool out
  --output <file>    where it goes; without it to standard output, which has nothing else then
  --prefix <text>    what the names of variables begin with, in dotenv: VITE_
  --help             this text

It ends with 0 where it is written, and with 2 where it is not. What a format has no place for is told on standard error.`;

/**
 * @param stages those there are
 * @returns undefined where help is asked for
 * @throws Error that says which option is wrong
 */
export function readCommandLine(args: readonly string[], stages: readonly string[]): CommandLine | undefined {
  const file = { value: 'it takes the path of a file' };
  const values = readOptions(
    args,
    {
      format: { value: oneOf(formatNames) },
      stage: { value: oneOf(stages) },
      outputs: file,
      local: {},
      client: { value: "it takes the end of a client's output, such as StarHarvestWeb" },
      output: file,
      prefix: { value: 'it takes what variables begin with, such as VITE_' },
      help: {},
    },
    '--format amplify --stage dev',
  );
  if (values.has('help')) return undefined;
  const stage = values.get('stage');
  if (stage !== undefined && !stages.includes(stage)) {
    throw new Error(`--stage names a stage that does not exist; ${oneOf(stages)}`);
  }
  const outputs = values.get('outputs');
  if (outputs !== undefined && values.has('local')) {
    throw new Error('--outputs and --local are two sources; take one of them');
  }
  const format = formatOf(values.get('format'));
  const prefix = prefixOf(values.get('prefix'), format);
  const source = outputs === undefined ? (values.has('local') ? 'local cloud' : 'deployment') : { file: outputs };
  return { stage, source, format, client: values.get('client'), output: values.get('output'), prefix };
}

function formatOf(name: string | undefined): Format | undefined {
  if (name === undefined) throw new Error(`--format is missing; ${oneOf(formatNames)}`);
  if (!formatNames.includes(name))
    throw new Error(`--format names a format that does not exist; ${oneOf(formatNames)}`);
  return formats.find((format) => format.name === name);
}

/** Names of variables that every shell takes. */
function prefixOf(prefix: string | undefined, format: Format | undefined): string {
  if (prefix === undefined) return '';
  if (format?.variables === undefined)
    throw new Error('--prefix is for the format dotenv; the others have no variables');
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(prefix)) return prefix;
  throw new Error('--prefix takes letters, digits and underscores, no digit first, such as VITE_');
}

const oneOf = (names: readonly string[]) => `it takes one of ${names.join(', ')}`;
