import { rmSync } from 'node:fs';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { GameFederationInput } from '../../../lib/config/schema';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import type { CloudOptions } from '../../../local/account/cloud-options';
import { DecisionLog } from '../../../local/smoke-test/decision-log';
import type { Issuer } from '../../local/federation/issuer';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';
import type { Game, OpenTemplate } from '../deployment';
import { type Pipeline, pipelineTo, templatesOf, withoutPatience } from '../deployments';
import { synthesizeGame } from '../other-game';
import { type Player, playerWith } from '../players';
import { serveIssuer } from '../served-issuer';
import { stage as first } from './stage';

/** An account in which one operator works, and what they do there. */
export interface Drill {
  readonly cloud: LocalCloud;
  readonly pipeline: Pipeline;
  /** Deploys both stacks of a stage, as `cdk deploy --all` does. @param change made to each template @returns their statuses, up to the first that failed */
  deploy(
    stage: GameFederationInput,
    change?: (template: OpenTemplate, stackName: string) => unknown,
  ): Promise<readonly string[]>;
  /** Deletes a stack. @param retain logical IDs that are kept @returns its status */
  remove(stackName: string, retain?: readonly string[]): Promise<string>;
  /** Rolls back what has stopped halfway, or goes on with a rollback that got stuck. @returns the stack's status */
  rollBack(stackName: string, skip?: readonly string[]): Promise<string>;
  /** Deletes both stacks, as `cdk destroy --all` does. @returns their statuses */
  destroy(stage: GameFederationInput): Promise<readonly string[]>;
  /** What failed in a stack since a mark: `RoleAttachment UPDATE_FAILED: why`. */
  failures(stackName: string, since?: number): Promise<readonly string[]>;
  /** An output of either stack of a stage. */
  output(stage: GameFederationInput, name: string): string;
  /** The game as an app of a stage knows it now. */
  game(stage: GameFederationInput): Game;
  stop(): Promise<void>;
}

export const stackNames = ({ game, stage }: GameFederationInput) =>
  ['data', 'federation'].map((part) => `${game}-${stage}-${part}`) as [string, string];
/** The templates of a stage, by their stacks' names. */
export function templates(stage: GameFederationInput): ReadonlyMap<string, OpenTemplate> {
  return templatesOf(synthesized(stage));
}

const assemblies = new Map<string, string>();
function synthesized(stage: GameFederationInput): string {
  const key = JSON.stringify(stage);
  const directory = assemblies.get(key) ?? synthesizeGame(stage);
  assemblies.set(key, directory);
  return directory;
}
afterAll(() => {
  for (const directory of assemblies.values()) rmSync(directory, { recursive: true, force: true });
});

/** An empty account. */
export async function startDrill(options: Partial<CloudOptions> = {}): Promise<Drill> {
  const [{ issuer: url = '', clientIds: [clientId = ''] = [] } = {}] = first.oidc ?? [];
  // It gives tokens to every app that asks, whatever AWS has been told of it.
  const { issuer, address, stop } = await serveIssuer(url, clientId);
  const decisions = new DecisionLog();
  const cloud = await startCloud({
    onDecision: decisions.record,
    issuers: { [url]: address },
    ...{ assemblies: [], empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' }, play: 'all' },
    ...{ makeKeyPair: keyPairsOnHand(), startFunction: withoutPatience, ...options },
  });
  const pipeline = await pipelineTo(cloud);
  const statusOf = async (stackId: string) => {
    await cloud.cloudFormation.settled();
    return cloud.cloudFormation.view(stackId)?.status ?? '';
  };
  const remove = (stackName: string, retain: readonly string[] = []) => {
    const id = cloud.cloudFormation.view(stackName)?.id ?? '';
    cloud.cloudFormation.deleteStack(stackName, { retain });
    return statusOf(id);
  };
  return {
    ...{ cloud, pipeline, remove },
    async deploy(stage, change) {
      await pipeline.publish(synthesized(stage));
      const statuses: string[] = [];
      for (const [name, template] of templates(stage)) {
        change?.(template, name);
        statuses.push(await pipeline.deploy(name, template).catch(({ message }) => String(message)));
        if (!/^(CREATE|UPDATE)_COMPLETE|^No updates/.test(statuses.at(-1) ?? '')) break;
      }
      return statuses;
    },
    rollBack(stackName, skip = []) {
      const { cloudFormation } = cloud;
      if (cloudFormation.view(stackName)?.status !== 'UPDATE_ROLLBACK_FAILED') cloudFormation.rollback(stackName, {});
      else cloudFormation.continueRollback(stackName, { skip });
      return statusOf(stackName);
    },
    async destroy(stage) {
      const statuses: string[] = [];
      for (const name of stackNames(stage).toReversed()) statuses.push(await remove(name));
      return statuses;
    },
    async failures(stackName, since = 0) {
      return (await pipeline.history(stackName, since)).filter((line) => /^\S+ \w+_FAILED: /.test(line));
    },
    output: (stage, name) => outputOf(cloud, stage, name),
    game: (stage) => ({ ...gameIn(cloud, stage, issuer), decisions }),
    async stop() {
      await cloud.stop();
      await stop();
    },
  };
}

function outputOf({ cloudFormation }: LocalCloud, stage: GameFederationInput, wanted: string): string {
  const outputs = stackNames(stage).flatMap((name) => cloudFormation.view(name)?.outputs ?? []);
  return outputs.find(({ name }) => name === wanted)?.value ?? '';
}

function gameIn(cloud: LocalCloud, stage: GameFederationInput, issuer: Issuer): Omit<Game, 'decisions'> {
  const output = (name: string) => outputOf(cloud, stage, name);
  return {
    ...{ cloud, region: cloud.region, client: { endpoint: cloud.url, region: cloud.region } },
    ...{ identityPoolId: output('IdentityPoolId'), bucket: output('BucketName'), table: output('TableName') },
    ...{ authenticatedRoleArn: output('AuthenticatedRoleArn'), guestRoleArn: output('GuestRoleArn') },
    loginsKey: issuer.name,
    idToken: (player, clientId = issuer.clientId) => issuer.idToken(player, { aud: clientId }),
    stop: async () => {},
  };
}

/** A value, or the name of the error. */
export const outcome = <Value>(work: Promise<Value>): Promise<Value | string> =>
  work.catch(({ name, message }) => `${name}: ${message}`);

const save = ({ bucket }: Game, identityId: string) => ({ Bucket: bucket, Key: `private/${identityId}/save` });
const profile = (identityId: string) => ({ pk: `PLAYER#${identityId}`, sk: 'PROFILE' });

/** A player keeps a save and a record. */
export async function keep(game: Game, { identityId, s3, records }: Player, level: string): Promise<void> {
  await s3.send(new PutObjectCommand({ ...save(game, identityId), Body: level }));
  await records.send(new PutCommand({ TableName: game.table, Item: { ...profile(identityId), level } }));
}

/** What a player finds of theirs: the save and the record, or how they are refused. */
export async function finds(game: Game, { identityId, s3, records }: Player): Promise<readonly (string | undefined)[]> {
  const file = s3.send(new GetObjectCommand(save(game, identityId))).then(({ Body }) => Body?.transformToString());
  const record = records
    .send(new GetCommand({ TableName: game.table, Key: profile(identityId) }))
    .then(({ Item }) => Item?.level as string | undefined);
  const named = (work: Promise<string | undefined>) => work.catch(({ name }) => name as string);
  return Promise.all([named(file), named(record)]);
}

/** Somebody signs in anew, by a client ID of the issuer's. @returns who they are, or how they are refused */
export async function enters(game: Game, player: string, clientId?: string): Promise<Player | string> {
  return outcome(game.idToken(player, clientId).then((token) => playerWith(game, { [game.loginsKey]: token })));
}

/** Somebody who must get in. */
export async function entered(game: Game, player: string, clientId?: string): Promise<Player> {
  const who = await enters(game, player, clientId);
  if (typeof who === 'string') throw new Error(`${player} is refused: ${who}`);
  return who;
}
