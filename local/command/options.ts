import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import type { IssuerTable } from '../identities/issuer-fetch';
import { mappedIssuers } from '../issuers/mapped-issuers';
import { type Play, shortNames } from '../issuers/played-issuers';

/** What `npm start` and `npm run local` are told. */
export interface CommandLine {
  /** To be synthesized; one local account holds them all. */
  readonly stages: readonly string[];
  /** Directories that `cdk synth` wrote; they stand beside the stages. */
  readonly assemblies: readonly string[];
  /** The file that says what exists beside the templates. */
  readonly existing: string | undefined;
  /** Issuers that other identity providers play. */
  readonly issuers: IssuerTable;
  /** Real issuers that are played here. */
  readonly play: Play;
  /** Fetch an issuer's keys again for every unknown one, instead of keeping them for ten minutes as AWS does. */
  readonly refetchKeys: boolean;
  readonly port: number | undefined;
  /** Listen by https too, at this port; undefined: by http alone. */
  readonly https: { readonly port: number } | undefined;
  /** The IP address at which everything listens. */
  readonly host: string | undefined;
  /** Host names that all listeners answer to beside this machine's, AWS's and the issuers'. */
  readonly allowHosts: readonly string[];
  /** Where the outputs go as a file. Undefined: nowhere. */
  readonly outputsFile: string | undefined;
  /** Stay up until Ctrl-C instead of running the smoke test once. */
  readonly stay: boolean;
  readonly explain: boolean;
  /** An account in which nothing is deployed, instead of the local stages. */
  readonly empty: boolean;
  readonly help: boolean;
}

/** What `--help` prints. @param localStages those that are run without a word about it */
export const usage = (
  localStages: readonly string[],
) => `npm start -- [options]        run the local cloud once: synthesize, start, smoke test, report, stop
npm run local -- [options]    keep it up until Ctrl-C

  --stage <name>                    the stage to synthesize; several share one local account. Without it:
                                    ${localStages.join(', ') || 'there is no local one'}
  --assembly <dir>                  use what cdk synth wrote there; several, also beside stages, share one local account
  --existing <file>                 a JSON file with what exists beside the templates: imported providers, policies, the
                                    permissions boundary of cdk.json. Without it, config/existing.json where there is one
  --map-issuer <issuer>=<address>   another identity provider plays this issuer; may be given several times. The local
                                    stages' issuers and those in reserved domains (.example, .test …), also SAML's, are
                                    played here, all others fetched for real
  --play <issuer>                   play a real issuer here: its URL, a SAML provider's entity ID, or one of
                                    ${[...shortNames.keys()].join(', ')}, all; may be given several times
  --refetch-keys                    see a rotation of an issuer's keys at once; AWS, and so the local cloud, keeps keys
                                    for ten minutes although a token names another one
  --port <number>                   where the local cloud listens (a free port; npm run local: 4510)
  --https                           listen by https too, with a certificate authority that is made once for this machine
  --https-port <number>             where it does (where http takes a free port, a free one; otherwise 4511)
  --host <address>                  listen at this IP address of this machine (127.0.0.1); 0.0.0.0 is all of them. Whoever is on
                                    that network can then sign in as anybody
  --allow-host <name>               answer to this host name too, a container's name for this machine say; may be given
                                    several times
  --outputs-file <path>             write the outputs as cdk deploy --outputs-file does, with what is local under _local
                                    (npm run local: outputs.json; npm start: none)
  --empty                           an account with nothing in it, for the CDK CLI to deploy to (npm run local)
  --explain                         print the reason of every refusal by IAM
  --help                            this text`;

/**
 * @param localStages what is run without a word about it
 * @throws Error that says which option is wrong
 */
export function readCommandLine(args: readonly string[], localStages: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stage: { type: 'string', multiple: true, default: [] },
      assembly: { type: 'string', multiple: true, default: [] },
      existing: { type: 'string' },
      'map-issuer': { type: 'string', multiple: true, default: [] },
      play: { type: 'string', multiple: true, default: [] },
      'refetch-keys': { type: 'boolean', default: false },
      port: { type: 'string' },
      https: { type: 'boolean', default: false },
      'https-port': { type: 'string' },
      host: { type: 'string' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'outputs-file': { type: 'string' },
      empty: { type: 'boolean', default: false },
      stay: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const none = values.stage.length === 0 && values.assembly.length === 0;
  if (values.empty && !none)
    throw new Error('--empty is an account with nothing in it: leave --stage and --assembly out');
  if (values.empty && !values.stay) throw new Error('--empty has nothing to try: it is for npm run local');
  const stages = none && !values.empty ? localStages : [...new Set(values.stage)];
  if (stages.length === 0 && values.assembly.length === 0 && !values.help && !values.empty) {
    throw new Error('there is no local stage: write config/local.ts or config/local-<word>.ts, or take --stage <name>');
  }
  const port = values.port === undefined ? (values.stay ? 4510 : undefined) : portOf('--port', values.port);
  return {
    stages,
    assemblies: values.assembly,
    existing: values.existing,
    issuers: mappedIssuers(values['map-issuer']),
    play: playOf(values.play, stages, values.assembly),
    refetchKeys: values['refetch-keys'],
    port,
    https: httpsOf(values, port),
    host: values.host === undefined ? undefined : ipAddress(values.host),
    allowHosts: values['allow-host'].map(hostName),
    outputsFile: outputsFileOf(values['outputs-file'], values.stay),
    empty: values.empty,
    stay: values.stay,
    explain: values.explain,
    help: values.help,
  };
}

/** No real issuer knows the local stages' apps, so theirs are all played. */
function playOf(asked: readonly string[], stages: readonly string[], assemblies: readonly string[]): Play {
  const onlyLocal = assemblies.length === 0 && stages.every((stage) => /^local(-|$)/.test(stage));
  return asked.includes('all') || (asked.length === 0 && onlyLocal) ? 'all' : asked;
}

function hostName(text: string): string {
  if (/^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$|^\[[0-9a-f:.]+\]$/i.test(text)) return text;
  throw new Error(
    `--allow-host takes a host name without scheme and port, such as host.docker.internal; got '${text}'`,
  );
}

/** Only who stays up can be asked later, and is worth a file without a word about it. */
function outputsFileOf(asked: string | undefined, stay: boolean): string | undefined {
  if (asked === '') throw new Error('--outputs-file takes the path of a file, such as outputs.json');
  return asked ?? (stay ? 'outputs.json' : undefined);
}

function ipAddress(text: string): string {
  // No URL says a zone.
  if (isIP(text) !== 0 && !text.includes('%')) return text;
  throw new Error(`--host takes an IP address of this machine, or 0.0.0.0 for all of them; got '${text}'`);
}

/** @param port of http; without one or with 0 it takes a free one */
function httpsOf(
  { https, 'https-port': own }: { readonly https: boolean; readonly 'https-port'?: string },
  port = 0,
): CommandLine['https'] {
  if (!https && own !== undefined) throw new Error('--https-port says where --https listens: add --https');
  if (!https) return undefined;
  if (own !== undefined) return { port: portOf('--https-port', own) };
  return { port: port === 0 ? 0 : 4511 };
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`${option} must be a number from 0 to 65535, got '${text}'`);
}
