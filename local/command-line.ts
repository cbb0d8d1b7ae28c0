import { parseArgs } from 'node:util';

/** What `npm start` and `npm run local` are told. */
export interface CommandLine {
  readonly stage: string;
  /** Synthesized already; empty: the stage is synthesized first. */
  readonly assemblies: readonly string[];
  readonly port: number | undefined;
  /** Stay up until Ctrl-C instead of running the smoke test once. */
  readonly stay: boolean;
  readonly explain: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const usage = `npm start -- [options]        run the local cloud once: synthesize, start, smoke test, report, stop
npm run local -- [options]    keep it up until Ctrl-C

  --stage <name>      the stage to synthesize (local)
  --assembly <dir>    use what cdk synth wrote there, instead of synthesizing; may be given several times
  --port <number>     where the local cloud listens (a free port; npm run local: 4510)
  --explain           print the reason of every refusal by IAM
  --help              this text`;

/** @throws Error that says which option is wrong */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stage: { type: 'string', default: 'local' },
      assembly: { type: 'string', multiple: true, default: [] },
      port: { type: 'string' },
      stay: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    stage: values.stage,
    assemblies: values.assembly,
    port: values.port === undefined ? (values.stay ? 4510 : undefined) : portOf(values.port),
    stay: values.stay,
    explain: values.explain,
    help: values.help,
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port must be a number from 0 to 65535, got '${text}'`);
}
