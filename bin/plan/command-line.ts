import { readOptions } from '../shared/read-options';
import { type FormatName, formatNames } from './formats';

/** What `npm run plan` is told. */
export interface CommandLine {
  readonly stage: string;
  /** The folder with the cloud assembly that would be deployed. Undefined: the stage is synthesized. */
  readonly assembly: string | undefined;
  /** The folder with the cloud assembly that it is compared with. Undefined: what is deployed. */
  readonly against: string | undefined;
  readonly format: FormatName | typeof schemaFormat;
}

/** The format that describes another one, and compares nothing. */
export const schemaFormat = 'json-schema';
const allFormats = [...formatNames, schemaFormat];

/** What `--help` prints. @param stages those there are */
export const usage = (stages: readonly string[]) => `npm run plan -- [--stage <name>] [options]

Says what a deployment would do before it does it: what CloudFormation creates, changes, replaces and deletes, what it refuses, and which
players or data would be lost or shut out. The stage is compared with what is deployed, in AWS with the credentials of your environment or
in the local cloud with what npm run local prints. Nothing is changed.

  --stage <name>       ${stages.join(', ')}; without it dev
  --against <folder>   a cloud assembly to compare with, in place of what is deployed: npx cdk synth -o <folder>. No credentials are needed
  --assembly <folder>  a cloud assembly of the stage, in place of synthesizing it
  --format <format>    text (for a reader, without this option), json, github (annotations of a workflow), json-schema (what json is)
  --help               this text

It ends with 0 if CloudFormation would refuse nothing and nobody and nothing would be lost; with 1 if it would refuse, or people or data
would be lost; and with 2 if nothing was compared: a wrong option, no such folder, no credentials, a stack that is being changed. Who is
only shut out until it is back (“closed”) is told, and ends with 0.`;

/**
 * @param stages those there are
 * @returns undefined where help is asked for
 * @throws Error that says which option is wrong
 */
export function readCommandLine(args: readonly string[], stages: readonly string[]): CommandLine | undefined {
  const folder = { value: 'it takes the folder of a cloud assembly, as npx cdk synth -o <folder> writes it' };
  const values = readOptions(
    args,
    {
      stage: { value: oneOf(stages) },
      against: folder,
      assembly: folder,
      format: { value: oneOf(allFormats) },
      help: {},
    },
    '--stage <name> --format github',
  );
  if (values.has('help')) return undefined;
  const { stage = 'dev', format = 'text' } = Object.fromEntries(values);
  if (!stages.includes(stage)) {
    const which = values.has('stage')
      ? '--stage names a stage that does not exist'
      : '--stage is missing, and there is no stage dev';
    throw new Error(`${which}; ${oneOf(stages)}`);
  }
  const isFormat = (name: string): name is CommandLine['format'] => allFormats.some((known) => known === name);
  if (!isFormat(format)) throw new Error(`--format names a format that does not exist; ${oneOf(allFormats)}`);
  return { stage, format, assembly: values.get('assembly'), against: values.get('against') };
}

const oneOf = (names: readonly string[]) => `it takes one of ${names.join(', ')}`;
