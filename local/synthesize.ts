import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Synthesizes one stage of the CDK app in a process of its own, exactly as `cdk synth` runs it.
 *
 * @param directory where the cloud assembly goes
 * @throws Error with what the app said when it fails
 */
export function synthesize(stage: string, directory: string): Promise<void> {
  const root = join(__dirname, '..');
  const app = spawn(process.execPath, ['-r', 'ts-node/register', join('bin', 'game-federation.ts')], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify({ stage }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  app.stdout.on('data', listen);
  app.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`the app could not be synthesized (stage '${stage}'):\n${said.trim()}`)),
    );
  });
}
