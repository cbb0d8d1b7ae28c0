import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { localAssembly } from './assembly';
import { type CloudProcess, startCloudProcess } from './cloud-process';
import { atMost, figure, type Measurement, median } from './figure';

const rounds = 9;
const callsPerRound = 300;

/** What many players cost: half of them guests, half signed in. */
export const identities: Measurement = {
  name: 'identities',
  about: 'memory at 100,000 identities; GetId at 1,000,000 against 1,000',
  async measure() {
    const assembly = await localAssembly();
    const memory: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const cloud = await startCloudProcess(assembly, { identities: 100_000 });
      await latencies(cloud);
      memory.push((await cloud.usage()).memory / 1e6);
      await cloud.stop();
    }
    return [figure('memory at 100,000 identities', 'MB', memory, atMost(250)), ...(await manyAgainstFew(assembly))];
  },
};

/** In turns, so that a busy machine slows both alike. */
async function manyAgainstFew(assembly: string) {
  const few = await startCloudProcess(assembly, { identities: 1_000 });
  const many = await startCloudProcess(assembly, { identities: 1_000_000 });
  try {
    for (const cloud of [few, many]) await latencies(cloud);
    const times: { few: number; many: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push({ few: median(await latencies(few)), many: median(await latencies(many)) });
    }
    return [
      figure(
        'GetId at 1,000,000 identities ÷ at 1,000',
        'times',
        times.map(({ few, many }) => many / few),
        atMost(1.2),
      ),
      figure(
        '  at 1,000,000',
        'ms',
        times.map(({ many }) => many),
      ),
    ];
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}

/** Of one call after the other: milliseconds. */
async function latencies({ url: endpoint, region, identityPoolId }: CloudProcess): Promise<number[]> {
  const client = new CognitoIdentityClient({ endpoint, region, maxAttempts: 1 });
  const times: number[] = [];
  for (let call = 0; call < callsPerRound; call += 1) {
    const began = performance.now();
    await client.send(new GetIdCommand({ IdentityPoolId: identityPoolId }));
    times.push(performance.now() - began);
  }
  client.destroy();
  return times;
}
