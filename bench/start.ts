import { localAssembly } from './assembly';
import { startCloudProcess } from './cloud-process';
import { atMost, figure, type Measurement } from './figure';

const runs = 7;

/** Each in a new process: key generation, the identity provider and every module that is loaded late are in the time. */
export const start: Measurement = {
  name: 'start',
  about: 'start of the local cloud, without synthesis',
  async measure() {
    const assembly = await localAssembly();
    const starts: number[] = [];
    const processes: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const cloud = await startCloudProcess(assembly);
      await cloud.stop();
      starts.push(cloud.millisecondsToStart);
      processes.push(cloud.millisecondsToReady);
    }
    return [
      figure('start of the local cloud', 'ms', starts, atMost(300)),
      figure('  its whole process, to a first sign-in', 'ms', processes),
    ];
  },
};
