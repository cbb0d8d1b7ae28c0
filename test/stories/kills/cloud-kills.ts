import { join } from 'node:path';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { end, type Local, startLocal } from '../local-process';
import { counters, items, objects, pairs } from './data-work';
import { Deployer } from './deployer';
import { type Game, gameIn } from './game';
import { guests, players } from './player-work';
import { Worker } from './worker';

/** What so many kills have come to. */
export interface CloudKills {
  readonly faults: readonly string[];
  /** Writes that were answered, by whom. */
  readonly acknowledged: number;
  /** In which states the changing stack was found. */
  readonly stacks: Readonly<Record<string, number>>;
}

/** The longest that the load plays before a kill. */
const longestMilliseconds = 4000;

/**
 * Kills a whole local cloud at random moments while clients write to it, again and again: most under load, some while it starts, and some
 * while it ends.
 *
 * @param say is told of each kill
 */
export async function cloudKills(kills: number, say: (line: string) => void = () => {}): Promise<CloudKills> {
  const folder = join(emptyDirectory(), 'account');
  const options = ['--empty', '--state', folder];
  const works = [objects('a'), objects('b'), items('c'), items('d'), counters('e'), pairs('f'), guests(), players()];
  const workers = works.map((work) => new Worker(work));
  const deployer = new Deployer();
  const faults: string[] = [];
  let killed = Number.NEGATIVE_INFINITY;
  let local: Local = await up([...options, '--port', '0'], faults);
  // What is deployed first is not to be lost.
  await gameIn(local);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  for (let kill = 0; kill < kills && faults.length === 0; kill += 1) {
    const told = (fault: string) => faults.push(`kill ${kill}: ${fault}`);
    const game = await gameIn(local);
    killed = await killedUnderLoad(local, game, [...workers, deployer], kill % 8 === 5, told);
    if (kill % 8 === 3) {
      const starting = startLocal(...options);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2000));
      await end(starting, 'SIGKILL');
    }
    local = await up(options, faults);
    if (faults.length > 0) break;
    const found = await gameIn(local);
    const looks = [...workers.map((worker) => worker.faults(found, killed)), deployer.faults(found)];
    for (const fault of (await Promise.all(looks)).flat()) told(fault);
    say(`${kill + 1} kills, ${acknowledgedBy(workers)} writes acknowledged, ${faults.length} faults`);
  }
  await end(local, 'SIGKILL');
  return { faults, acknowledged: acknowledgedBy(workers), stacks: deployer.found };
}

async function up(options: readonly string[], faults: string[]): Promise<Local> {
  const local = await startLocal(...options).up;
  if (local.code !== undefined) faults.push(`it does not start: ${local.said}`);
  return local;
}

/** @returns when it was killed */
async function killedUnderLoad(
  local: Local,
  game: Game,
  clients: readonly Pick<Worker, 'run'>[],
  whileEnding: boolean,
  told: (fault: string) => void,
): Promise<number> {
  let stopped = false;
  const running = clients.map((client) =>
    client
      .run(game, () => stopped)
      .catch((error: Error) => {
        // What was going on at the kill fails, and is nobody's fault.
        if (!stopped) told(`a client failed: ${error.name} ${error.message}`);
      }),
  );
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longestMilliseconds));
  stopped = true;
  const killed = performance.now();
  if (whileEnding) {
    local.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  }
  await end(local, 'SIGKILL');
  await Promise.all(running);
  return killed;
}

const acknowledgedBy = (workers: readonly Worker[]) => workers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
