import { isIP } from 'node:net';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { IssuerTable } from '../identities/issuer-fetch';
import { mappedIssuers } from '../issuers/mapped-issuers';
import { type Play, shortNames } from '../issuers/played-issuers';
import type { Explained } from '../smoke-test/explained-checks';
import { explainedBy, withExplainValue } from './explain-option';
import { similarWord } from './similar-word';
import { type KeptState, keptStateOf, stateOptions } from './state-options';

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
  /** Whether nobody has said so: an account that is kept listens where it did. */
  readonly portIsDefault: boolean;
  /** Where the account is kept. Undefined: nowhere. */
  readonly state: KeptState | undefined;
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
  /** The checks whose decisions are printed; of a cloud that stays up, the calls. Undefined: none. */
  readonly explain: Explained | undefined;
  /** Where what was found goes as a file. Undefined: nowhere. */
  readonly report: string | undefined;
  /** An account in which nothing is deployed, instead of the local stages. */
  readonly empty: boolean;
  readonly help: boolean;
}

const options = {
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
  ...stateOptions,
  explain: { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

/**
 * @param localStages what is run without a word about it
 * @throws Error that says which option is wrong
 */
export function readCommandLine(args: readonly string[], localStages: readonly string[]): CommandLine {
  const { values } = parsed(args);
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
    portIsDefault: values.port === undefined,
    state: keptStateOf(values),
    https: httpsOf(values, port),
    host: values.host === undefined ? undefined : ipAddress(values.host),
    allowHosts: values['allow-host'].map(hostName),
    outputsFile: outputsFileOf(values['outputs-file'], values.stay),
    empty: values.empty,
    stay: values.stay,
    explain: explainedBy(values.explain, values.stay),
    report: reportOf(values.report, values.stay),
    help: values.help,
  };
}

/** @throws Error for an option that there is not, with the one that may be meant */
function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: withExplainValue(args), options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, unknown] = /^Unknown option '--([^']*)'/.exec(message) ?? [];
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || unknown === undefined) throw error;
    const meant = similarWord(unknown, Object.keys(options));
    const hint = meant === undefined ? '' : ` Do you mean --${meant}?`;
    throw new Error(`there is no option --${unknown}.${hint} npm start -- --help lists all.`);
  }
}

/** No real issuer knows the local stages' apps, so theirs are all played. */
function playOf(asked: readonly string[], stages: readonly string[], assemblies: readonly string[]): Play {
  for (const name of asked) {
    const names = [...shortNames.keys(), 'all'];
    const meant = names.includes(name) ? undefined : similarWord(name, names);
    if (meant !== undefined) throw new Error(`--play ${name}: there is no such provider; do you mean ${meant}?`);
  }
  const onlyLocal = assemblies.length === 0 && stages.every((stage) => /^local(-|$)/.test(stage));
  return asked.includes('all') || (asked.length === 0 && onlyLocal) ? 'all' : asked;
}

function reportOf(file: string | undefined, stay: boolean): string | undefined {
  if (file === '') throw new Error('--report takes the path of a file, such as report.json');
  if (file !== undefined && stay) throw new Error('--report tells what checks found: it is for npm start');
  return file;
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
