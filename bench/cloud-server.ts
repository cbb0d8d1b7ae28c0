import { startCloud } from '../local/account/cloud';
import { outputOf } from '../local/account/outputs';
import { IdentityStore } from '../local/identities/identity-store';
import { signIn } from '../local/idp/sign-in';
import { systemClock } from '../local/shared/clock';
import { StateStore } from '../local/state/state-store';

/** What the parent is told first. */
export interface CloudReady {
  /** What `startCloud` took. */
  readonly millisecondsToStart: number;
  readonly url: string;
  readonly region: string;
  readonly identityPoolId: string;
  readonly bucket: string;
  readonly table: string;
  /** The issuer's key in `Logins`, and an ID token from its sign-in page. */
  readonly loginsKey: string;
  readonly idToken: string;
  /** The keys of whoever plays the backend. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The answer to the message `usage`. */
export interface CloudUsage {
  /** Of this process since it began: microseconds. */
  readonly cpu: number;
  /** Resident set size: bytes. */
  readonly memory: number;
}

/** What a cloud is started with. */
export interface ServerOptions {
  readonly identities?: number;
  readonly playAll?: boolean;
  /** The folder in which its account is kept. */
  readonly state?: string;
}

async function serve(assembly: string, options: ServerOptions): Promise<void> {
  const { identities: identityCount = 0, playAll = false } = options;
  const began = performance.now();
  const state = options.state === undefined ? undefined : StateStore.open(options.state);
  const identities = new IdentityStore(systemClock, state);
  const cloud = await startCloud({
    assemblies: [assembly],
    identities,
    ...(playAll ? { play: 'all' } : {}),
    ...(state && { state }),
  });
  const millisecondsToStart = performance.now() - began;
  const identityPoolId = outputOf(cloud.stacks, 'IdentityPoolId');
  const [provider] = cloud.identityProviders;
  if (provider === undefined) throw new Error('the stage has no issuer that is played');
  const { issuer, clientIds } = provider;
  const loginsKey = issuer.replace('https://', '');
  // Every other one has signed in.
  for (let made = 0; made < identityCount; made += 1) {
    identities.create(identityPoolId, made % 2 === 0 ? [] : [{ provider: loginsKey, subject: `player-${made}` }]);
  }
  const { idToken } = await signIn({ issuer, clientId: clientIds[0] ?? '', player: 'Ada', fetch: cloud.fetch });
  const ready: CloudReady = {
    millisecondsToStart,
    url: cloud.url,
    region: cloud.region,
    identityPoolId,
    bucket: outputOf(cloud.stacks, 'BucketName'),
    table: outputOf(cloud.stacks, 'TableName'),
    loginsKey,
    idToken,
    administrator: cloud.administrator,
  };
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: CloudUsage = { cpu: user + system, memory: process.memoryUsage.rss() };
    process.send?.(usage);
  });
  process.once('disconnect', () => cloud.stop());
  process.send?.(ready);
}

const [assembly = '', options = '{}'] = process.argv.slice(2);
serve(assembly, JSON.parse(options));
