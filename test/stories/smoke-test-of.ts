import { paintFor } from '../../local/smoke-test/report/paint';
import { runAllSmokeTests } from '../../local/smoke-test/run-all';
import { startGame } from './deployment';

/** Whether every check of an assembly's smoke tests holds in a local cloud of its own, and what was said of each. */
export async function smokeTestOf(directory: string): Promise<{ readonly holds: boolean; readonly said: string }> {
  const said: string[] = [];
  const { cloud, decisions, stop } = await startGame({ assemblies: [directory] });
  try {
    const holds = await runAllSmokeTests(cloud, paintFor({}, {}), (text) => said.push(text), { log: decisions });
    return { holds, said: said.join('\n') };
  } finally {
    await stop();
  }
}
