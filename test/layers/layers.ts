/** A folder that stands above others of its part, or beside them: it may be imported by what stands above it alone. */
type Layer = string | readonly string[];

/** A part of the project, and what it must not know. */
interface Part {
  /** Its folder. */
  readonly part: string;
  /** What no file of it imports. */
  readonly knowsNothingOf: readonly string[];
  /** What else, as patterns of imports: where a folder is not told by its name alone. */
  readonly importsNothingLike?: readonly string[];
  /** Of those, the files that it may import all the same. */
  readonly but?: readonly string[];
  /** Why, for whoever is refused. */
  readonly why: string;
  /** Its folders from the top down; a list is of folders side by side, which don't know each other. */
  readonly layers?: readonly Layer[];
}

const everything = [
  'assembly',
  'bin',
  'changes',
  'client',
  'config',
  'examples',
  'lib',
  'local',
  'policy',
  'proof',
  'test',
];
const all = (...except: string[]) => everything.filter((part) => !except.includes(part));

/** Who may know whom: the one list from which `biome.layers.json` is made. */
export const parts: readonly Part[] = [
  ...['policy', 'assembly', 'changes'].map((part) => ({
    part,
    knowsNothingOf: [...all('policy', 'assembly', 'changes'), 'lambda'],
    why: 'policy, assembly and changes stand alone: everything else stands on them',
  })),
  {
    part: 'lambda',
    knowsNothingOf: all(),
    why: 'A handler is deployed alone: it reads its environment and its facts file',
    layers: [['smoke-test', 'scores', 'delete-player'], 'shared'],
  },
  {
    part: 'config',
    knowsNothingOf: [...all('lib', 'config'), 'lambda'],
    why: 'A stage is typed data: it knows the types of the configuration and nothing else',
  },
  {
    part: 'lib',
    // The stages' folder is called as lib's own one is.
    knowsNothingOf: [...all('lib', 'config', 'policy'), 'lambda'],
    but: [
      'lambda/smoke-test/environment',
      'lambda/smoke-test/facts',
      'lambda/shared/environment',
      'lambda/shared/facts',
      'lambda/scores/facts',
      'lambda/scores/routes',
      'lambda/delete-player/facts',
    ],
    why: 'lib is what is deployed: of the handlers it knows the names and facts that they share, and nothing of the local cloud',
    layers: ['federation', 'scores', 'functions', ['data', 'guardrails'], 'roles', 'config'],
  },
  {
    part: 'local',
    // Its own Lambda service is called lambda too.
    knowsNothingOf: [
      ...all('local', 'assembly', 'policy'),
      ...['smoke-test', 'scores', 'delete-player', 'shared'].map((folder) => `lambda/${folder}`),
    ],
    why: 'The local cloud knows a deployment through cloud assemblies and API calls only',
    layers: [
      'command',
      'smoke-test',
      'account',
      'deployments',
      'issuers',
      'resources',
      'services',
      'protocols',
      'http',
      ['iam', 'idp', 'tls'],
      ['identities', 'sessions'],
      'state',
      'shared',
    ],
  },
  {
    part: 'client',
    // Its own folder of the configuration is called as that of the stages.
    knowsNothingOf: [...all('client', 'config'), 'lambda'],
    importsNothingLike: ['{../,../../,../../../}config/**'],
    why: 'An app developer takes client as it is: it imports nothing of the rest',
  },
  { part: 'bin', knowsNothingOf: ['test'], why: 'What is run does not stand on its tests' },
  {
    part: 'test',
    knowsNothingOf: [],
    // Not lib/config, which tests do know.
    importsNothingLike: ['{../,../../,../../../,../../../../}config/**'],
    why: 'What config/ holds is whoever’s game it is: tests have stages of their own, in test/stages',
  },
];

interface Pattern {
  readonly group: readonly string[];
  readonly message: string;
}

/** The rules that Biome holds, as its configuration writes them. */
export function biomeLayers(): object {
  const overrides = parts.flatMap((part) => {
    const outside: Pattern = {
      group: [
        ...part.knowsNothingOf.map(inFolder),
        ...(part.importsNothingLike ?? []),
        ...(part.but ?? []).map((file) => `!**/${file}`),
        ...packages,
      ],
      message: `${part.why}.`,
    };
    const layers = (part.layers ?? []).map((layer) => (typeof layer === 'string' ? [layer] : layer));
    const order = layers.map((layer) => layer.join(' and ')).join(', ');
    // Of several rules for one file Biome takes the last, so each says all.
    return [
      rule(`${part.part}/**`, [outside]),
      ...layers.flatMap((layer, index) =>
        layer.flatMap((folder) => {
          const above = layers.slice(0, index).flat();
          const beside = layer.filter((other) => other !== folder);
          if (above.length + beside.length === 0) return [];
          const upward = {
            group: [...above.map(inFolder), ...beside.map(inFolder), ...packages],
            message: `Downward only: ${order}.`,
          };
          return [rule(`${part.part}/${folder}/**`, [outside, upward])];
        }),
      ),
    ];
  });
  return { $schema: './node_modules/@biomejs/biome/configuration_schema.json', overrides };
}

const inFolder = (folder: string) => `**/${folder}/**`;

/** A package may have folders of the same names. */
const packages = ['!@*/**'];

function rule(includes: string, patterns: readonly Pattern[]): object {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports } } } };
}
