import { readOptions } from '../shared/read-options';

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
  --event <file>     a JSON file with what the function's event takes: tokens, signedIn,
                     propagationSeconds, requestIds
  --json             print the report as JSON, with all that the function tells
  --help             this text

It ends with 0 if every check holds, with 1 if one does not, and with 2 if there is no report: no such stage or stack, no credentials,
an event that is wrong, a function that broke off.`;

/**
 * @param stages those there are
 * @returns undefined where help is asked for
 * @throws Error that says which option is wrong, and quotes nothing that may be a token: values least of all
 */
export function readCommandLine(args: readonly string[], stages: readonly string[]): CommandLine | undefined {
  const values = readOptions(
    args,
    { stage: { value: oneOf(stages) }, event: { value: 'it takes the path of a file' }, json: {}, help: {} },
    '--stage <name> --event <file>',
  );
  if (values.has('help')) return undefined;
  const stage = values.get('stage');
  if (stage === undefined) throw new Error(`--stage is missing; ${oneOf(stages)}`);
  if (!stages.includes(stage)) throw new Error(`--stage names a stage that does not exist; ${oneOf(stages)}`);
  return { stage, eventFile: values.get('event'), json: values.has('json') };
}

const oneOf = (stages: readonly string[]) => `it takes one of ${stages.join(', ')}`;
