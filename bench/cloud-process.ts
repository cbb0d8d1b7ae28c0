import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { CloudReady, CloudUsage, ServerOptions } from './cloud-server';
import { projectRoot } from './command';

/** A local cloud in a process of its own, so that what clients cost is not counted as its cost. */
export interface CloudProcess extends CloudReady {
  /** Milliseconds from starting the process to the cloud's being ready. */
  readonly millisecondsToReady: number;
  usage(): Promise<CloudUsage>;
  stop(): Promise<void>;
}

/**
 * @param assembly directory
 * @param options how many identities its pool has at the start, by default none; whether issuers are played that are real ones, by default
 * not; and the folder in which it is kept, by default none
 */
export async function startCloudProcess(assembly: string, options: ServerOptions = {}): Promise<CloudProcess> {
  const began = performance.now();
  // With this process's own options to Node: `node --cpu-prof -r ts-node/register bench/run.ts http` profiles both sides.
  const child = fork(join(__dirname, 'cloud-server.ts'), [assembly, JSON.stringify(options)], {
    cwd: projectRoot,
  });
  const exited = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the local cloud's process ended with code ${code}`)));
  });
  // It also ends when it is told to; that is no failure.
  exited.catch(() => {});
  const answer = <Message>() =>
    Promise.race([
      exited,
      new Promise<Message>((resolve) => child.once('message', (message) => resolve(message as Message))),
    ]);
  const ready = await answer<CloudReady>();
  return {
    ...ready,
    millisecondsToReady: performance.now() - began,
    usage: () => {
      child.send('usage');
      return answer<CloudUsage>();
    },
    stop: async () => {
      child.disconnect();
      await exited.catch(() => {});
    },
  };
}
