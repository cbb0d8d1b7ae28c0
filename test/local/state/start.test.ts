import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { openState } from '../../../local/command/open-state';
import type { KeptState } from '../../../local/command/state-options';
import { exportState } from '../../../local/state/export-state';
import { StateStore } from '../../../local/state/state-store';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { type AccountOnHand, accountOnHand } from '../deployments/account-on-hand';
import { Registry } from './registry';

const Issuer = { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://login.example', ClientIdList: ['ios'] } };
const template = JSON.stringify({ Resources: { Issuer } });

const taken: Server[] = [];
afterEach(() => {
  for (const server of taken.splice(0)) server.close();
});
const take = (port: number) =>
  new Promise<void>((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', resolve);
    taken.push(server);
  });

const kept = (folder: string, more: Partial<KeptState> = {}): KeptState => ({
  ...{ folder, fresh: false, exportTo: undefined, importFrom: undefined },
  ...more,
});

/** Starts as the command does. @returns what it said beside */
async function start(state: KeptState, options: Parameters<typeof accountOnHand>[0] = {}): Promise<AccountOnHand> {
  return accountOnHand({ ...options, state: await openState(state, () => {}) });
}

/** An account in a folder, with an issuer that is played, which is down. */
async function example(): Promise<{ folder: string; port: number; exported: string; other?: string }> {
  const folder = join(emptyDirectory(), 'account');
  const on = await start(kept(folder));
  await on.client.send(new CreateStackCommand({ StackName: 'own', TemplateBody: template }));
  await on.cloud.cloudFormation.settled();
  const port = Number(new URL(on.cloud.identityProviders[0]?.url ?? '').port);
  await on.cloud.stop();
  const exported = join(emptyDirectory(), 'account.export');
  await exportState(folder, exported);
  return { folder, port, exported };
}

/** What a folder of its own keeps. */
async function exportOf(make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(emptyDirectory(), 'account');
  await make(folder);
  const exported = join(emptyDirectory(), 'other.export');
  await exportState(folder, exported);
  return exported;
}

/** Names of a folder's files and folders. */
const namesIn = (folder: string) =>
  existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).sort() : undefined;

type Example = Awaited<ReturnType<typeof example>>;
interface Row {
  /** Brings it about. @returns the folder that is named then, where it is another one */
  prepare?(made: Example): unknown;
  state?(made: Example): Partial<KeptState>;
  options?: Parameters<typeof accountOnHand>[0];
  /** What is wrong, where, and what to do. */
  readonly refusal: readonly RegExp[];
}

const elsewhere = (name: string, ...files: readonly string[]) => {
  const folder = join(emptyDirectory(), name);
  mkdirSync(folder, { mode: 0o755 });
  for (const file of files) writeFileSync(join(folder, file), 'mine');
  return folder;
};
const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const assemblyFor = (environment: string) => {
  const folder = emptyDirectory();
  const artifact = { type: 'aws:cloudformation:stack', environment, properties: { templateFile: 'own.json' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: { own: artifact } }));
  writeFileSync(join(folder, 'own.json'), template);
  return folder;
};

const rows: Record<string, Row> = {
  'the port of a sign-in page is somebody else’s': {
    prepare: ({ port }) => take(port),
    refusal: [
      /port \d+ of 127\.0\.0\.1 is taken/,
      /https:\/\/login\.example/,
      /stop what listens there, or start with --port 0/,
    ],
  },
  'another region': {
    options: { assemblies: [assemblyFor('aws://123456789012/us-east-1')] },
    refusal: [
      /keeps the account 123456789012 in eu-west-1/,
      /for 123456789012 in us-east-1/,
      /--state <folder>.*--fresh/,
    ],
  },
  'another account': {
    options: { assemblies: [assemblyFor('aws://210987654321/eu-west-1')] },
    refusal: [
      /keeps the account 123456789012 in eu-west-1/,
      /for 210987654321 in eu-west-1/,
      /--state <folder>.*--fresh/,
    ],
  },
  'a file for a folder': {
    state: () => ({ folder: join(elsewhere('home', 'account'), 'account') }),
    refusal: [/account is no folder/, /name another place/],
  },
  'a folder of something else': {
    state: () => ({ folder: elsewhere('project', 'package.json') }),
    refusal: [/project is no folder of a local cloud: it has package\.json in it/, /Name one that is empty/],
  },
  'a folder that others can look into': {
    prepare: ({ folder }) => chmodSync(folder, 0o755),
    refusal: [/is not yours alone \(mode 755\)/, /chmod 700/],
  },
  // Nothing is closed to root.
  ...(process.getuid?.() !== 0 && {
    'a folder that can’t be written': {
      prepare: ({ folder }: Example) => chmodSync(folder, 0o500),
      refusal: [/account can't be written \(EACCES\)/, /name another folder with --state/],
    },
  }),
  'a link to a folder': {
    state({ folder }) {
      const link = join(emptyDirectory(), 'link');
      symlinkSync(folder, link);
      return { folder: link };
    },
    refusal: [/link is no folder/, /name another place/],
  },
  'a folder that can’t be made': {
    state: () => ({ folder: join(elsewhere('home', 'file'), 'file', 'account') }),
    refusal: [/account can't be made \(ENOTDIR\)/, /name another place/],
  },
  'an import of a file that is not there': {
    state: () => ({ fresh: true, importFrom: join(emptyDirectory(), 'none') }),
    refusal: [/none is not there: name a file that --export wrote/],
  },
  'an import of a file that is none': {
    state: () => ({ fresh: true, importFrom: join(elsewhere('home', 'notes'), 'notes') }),
    refusal: [/notes is damaged, or was not/],
  },
  'an import into a folder that keeps an account': {
    state: ({ exported }) => ({ importFrom: exported }),
    refusal: [/keeps an account already/, /name another folder, or import with --fresh/],
  },
  'an import of another region’s account': {
    async prepare(made) {
      made.other = await exportOf(async (folder) => {
        const { cloud } = await start(kept(folder), { assemblies: [assemblyFor('aws://123456789012/us-east-1')] });
        await cloud.stop();
      });
    },
    state: ({ other }) => ({ fresh: true, importFrom: other }),
    options: { assemblies: [assemblyFor('aws://123456789012/eu-west-1')] },
    refusal: [
      /what was imported can't be used, and .*account keeps what it did: /,
      /the account 123456789012 in us-east-1/,
    ],
  },
  'an import of a newer release’s account': {
    async prepare(made) {
      made.other = await exportOf(async (folder) => {
        const store = StateStore.open(folder);
        await store.restore([new Registry('of-the-future')]);
        await store.close();
      });
    },
    state: ({ other }) => ({ fresh: true, importFrom: other }),
    refusal: [
      /what was imported can't be used, and .*account keeps what it did: /,
      /newer release \(of-the-future, version 1/,
    ],
  },
  'a folder that another one has': {
    prepare: ({ folder }) => openState(kept(folder), () => {}).then((store) => opened.push(store)),
    refusal: [/is open in this process already/],
  },
};
const opened: Awaited<ReturnType<typeof openState>>[] = [];

test.each(Object.entries(rows))(
  'a start with %s is refused with what to do, and nothing is lost',
  async (_what, row) => {
    const made = await example();
    await row.prepare?.(made);
    const state = kept(made.folder, row.state?.(made));
    const before = namesIn(state.folder);
    const refused = await start(state, row.options).then(
      async ({ cloud }) => {
        await cloud.stop();
        return 'it started';
      },
      (error: Error) => error.message,
    );
    for (const part of row.refusal) expect(refused).toMatch(part);
    for (const store of opened.splice(0)) await store.close();
    if (state.folder !== made.folder) expect(namesIn(state.folder)).toEqual(before);
    for (const server of taken.splice(0)) await new Promise((resolve) => server.close(resolve));
    chmodSync(made.folder, 0o700);
    // As it was, it starts.
    const again = await start(kept(made.folder));
    expect(again.cloud.cloudFormation.view('own')?.status).toBe('CREATE_COMPLETE');
    expect(Number(new URL(again.cloud.identityProviders[0]?.url ?? '').port)).toBe(made.port);
    await again.cloud.stop();
  },
);

test.each<
  [string, (made: Example) => { state: Partial<KeptState>; options?: Parameters<typeof accountOnHand>[0] }, boolean]
>([
  ['--port 0 where the port is taken', () => ({ state: {}, options: { port: 0 } }), true],
  [
    '--fresh, for another region too',
    () => ({ state: { fresh: true }, options: { empty: { ...place, region: 'us-east-1' } } }),
    false,
  ],
  ['--fresh and --import', ({ exported }) => ({ state: { fresh: true, importFrom: exported } }), true],
])('%s starts, with what is kept or without', async (_what, how, isThere) => {
  const made = await example();
  const { state, options = {} } = how(made);
  if (options.port === 0) await take(made.port);
  const on = await start(kept(made.folder, state), options);
  expect(on.cloud.cloudFormation.view('own') !== undefined).toBe(isThere);
  await on.cloud.stop();
});

test('what is imported is the account that was exported, elsewhere', async () => {
  const { exported } = await example();
  const folder = join(emptyDirectory(), 'other');
  const on = await start(kept(folder, { importFrom: exported }));
  expect(on.cloud.cloudFormation.view('own')?.status).toBe('CREATE_COMPLETE');
  await on.cloud.stop();
  expect(readFileSync(exported).length).toBeGreaterThan(0);
});
