import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import type { CloudOptions } from '../../local/account/cloud-options';
import { outputOf } from '../../local/account/outputs';
import { signIn } from '../../local/idp/sign-in';
import { DecisionLog } from '../../local/smoke-test/decision-log';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

const assemblies = process.env.STORIES_ASSEMBLIES ?? '';
/** The local stage's assembly, which `synthesize-once` made. Not to be changed. */
export const assembly = join(assemblies, 'local');
/** The same of the second local stage, in which mappings give roles. It imports an OIDC provider of the first. */
export const rolesAssembly = join(assemblies, 'local-roles');

/** A local cloud of the local stage, and what an app reads from the stack's outputs. */
export interface Game {
  readonly cloud: LocalCloud;
  /** Every decision of IAM's, by which a failed check is explained. */
  readonly decisions: DecisionLog;
  readonly region: string;
  readonly identityPoolId: string;
  readonly bucket: string;
  readonly table: string;
  readonly authenticatedRoleArn: string;
  readonly guestRoleArn: string;
  /** The issuer's key in `Logins`. */
  readonly loginsKey: string;
  /** For SDK clients of players: endpoint and region. */
  readonly client: { readonly endpoint: string; readonly region: string };
  /** A new ID token of a player, from the issuer's sign-in page. */
  idToken(player: string, clientId?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the game from an assembly on disk; without options, the one all stories share. */
export async function startGame(options: Partial<CloudOptions> = {}): Promise<Game> {
  const decisions = new DecisionLog();
  const onDecision = decisions.record;
  const cloud = await startCloud({ assemblies: [assembly], makeKeyPair: keyPairsOnHand(), onDecision, ...options });
  try {
    return gameOf(cloud, 0, decisions);
  } catch (error) {
    // Whoever fails to start has nothing to stop: a listener left open would keep the test runner waiting.
    await cloud.stop();
    throw error;
  }
}

/** One game of a running cloud, by its place among the assemblies. */
export function gameOf(cloud: LocalCloud, index = 0, decisions = new DecisionLog()): Game {
  const { stacks } = cloud.assemblies[index] ?? { stacks: [] };
  const [test] = smokeTestsOf(cloud.assemblies.slice(index, index + 1));
  const issuer = test?.logins.find(({ kind }) => kind === 'openid')?.issuer ?? '';
  const provider = cloud.identityProviders.find((candidate) => candidate.issuer === issuer);
  const output = (name: string) => outputOf(stacks, name);
  return {
    cloud,
    decisions,
    region: cloud.region,
    identityPoolId: output('IdentityPoolId'),
    bucket: output('BucketName'),
    table: output('TableName'),
    authenticatedRoleArn: output('AuthenticatedRoleArn'),
    guestRoleArn: output('GuestRoleArn'),
    loginsKey: issuer.replace('https://', ''),
    client: { endpoint: cloud.url, region: cloud.region },
    idToken: async (player, clientId = provider?.clientIds[0] ?? '') =>
      (await signIn({ issuer, clientId, player, fetch: cloud.fetch })).idToken,
    stop: () => cloud.stop(),
  };
}

/** A template of a copied assembly, open for change. */
export interface OpenTemplate {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, never> }>;
}

/**
 * A copy of an assembly with its templates changed, as a mistake in the app would have changed them.
 *
 * @param change called with each template; answers whether it changed something
 * @param original without it, the local stage's
 * @returns the copy's directory and what removes it
 */
export function changedAssembly(
  change: (template: OpenTemplate) => boolean,
  original = assembly,
): {
  directory: string;
  remove: () => void;
} {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-changed-'));
  const changed = readdirSync(original).filter((file) => {
    const path = join(original, file);
    const template = file.endsWith('.template.json') ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    const hit = template !== undefined && change(template);
    if (hit) writeFileSync(join(directory, file), JSON.stringify(template));
    // What does not change is the original's: code above all, which is most of an assembly.
    else symlinkSync(path, join(directory, file));
    return hit;
  });
  // A mutation that finds nothing to change would prove nothing.
  if (changed.length === 0) throw new Error('the change found nothing to change in any template');
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
