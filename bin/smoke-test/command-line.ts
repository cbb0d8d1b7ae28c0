import { parseArgs } from 'node:util';

/** What `npm run smoke` is told. */
export interface CommandLine {
  readonly stage: string;
  /** The file whose JSON goes into the function's event. */
  readonly eventFile: string | undefined;
  /** Print the report as JSON. */
  readonly json: boolean;
}

/** What `--help` prints. @param stages those there are */
export const usage = (stages: readonly string[]) => `npm run smoke -- --stage <name> [options]

Runs the deployed smoke test of a stage once more, in AWS with the credentials of your environment, or in the local cloud with what
npm run local prints. Do so after each deployment: what an update removes is still there while the deployment's own run goes on.

  --stage <name>     ${stages.join(', ')}
  --event <file>     a JSON file with what the function's event takes: tokens, signedIn, propagationSeconds
  --json             print the report as JSON, with all that the function tells
  --help             this text

It ends with 0 if every check holds, with 1 if one does not, and with 2 if there is no report: no such stage or stack, no credentials,
an event that is wrong, a function that broke off.`;

/**
 * @param stages those there are
 * @returns undefined where help is asked for
 * @throws Error that says which option is wrong, and never quotes what may be a token
 */
export function readCommandLine(args: readonly string[], stages: readonly string[]): CommandLine | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stage: { type: 'string' },
      event: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const choice = stages.join(', ');
  if (positionals.length > 0) throw new Error('every argument stands behind its option: --stage <name> --event <file>');
  if (values.stage === undefined) throw new Error(`--stage is missing; it takes one of ${choice}`);
  if (!stages.includes(values.stage)) {
    throw new Error(`there is no stage '${values.stage}'; --stage takes one of ${choice}`);
  }
  return { stage: values.stage, eventFile: values.event, json: values.json };
}
