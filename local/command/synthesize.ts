import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How an app is synthesized. */
export interface Synthesis {
  /** Ends the app at once; the promise settles when it is gone. */
  readonly signal?: AbortSignal;
  /** Its file, from the project's root. Without it, that of `app` in cdk.json. */
  readonly app?: string;
}

/**
 * Synthesizes one stage of the CDK app in a process of its own, exactly as `cdk synth` runs it: with the options of `app` in
 * cdk.json, which together take two fifths off its CPU time. The CDK's template validator is a large WebAssembly module that runs
 * once, so V8's fast compiler alone (`--liftoff-only`) is enough for it; and in so short a life the threads that collect garbage
 * beside the program (without `--single-threaded-gc`) cost more than they save.
 *
 * @param directory where the cloud assembly goes
 * @throws Error with what the app said when it fails
 */
export function synthesize(stage: string, directory: string, { signal, app: file }: Synthesis = {}): Promise<void> {
  const root = join(__dirname, '..', '..');
  const app = spawn(
    process.execPath,
    ['--liftoff-only', '--single-threaded-gc', '-r', 'ts-node/register', file ?? join('bin', 'game-federation.ts')],
    {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify({ stage }) },
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    },
  );
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  app.stdout.on('data', listen);
  app.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    // An app that was started is waited for, also when it is ended: it holds the directory until then.
    app.once('error', (error) => app.pid === undefined && reject(error));
    app.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`the app could not be synthesized (stage '${stage}'):\n${said.trim()}`)),
    );
  });
}
