import { AsyncLocalStorage } from 'node:async_hooks';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { createRequire } from 'node:module';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';

/** Node's own `require`, whose modules outlive a test file. */
const requireOnce = createRequire(__filename);

/** What a program prints by, before any test file has put its spies there. */
const ownConsole = globalThis.console;

const keyPairs: KeyPairKeyObjectResult[] = [];

/** RSA key pairs by number, each made once: `key-pairs.ts` hands them out. */
function keyPairsOfWorker(index: number): KeyPairKeyObjectResult {
  keyPairs[index] ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keyPairs[index];
}

/** The storages that have been entered since the last test file ended. */
const entered = new Set<AsyncLocalStorage<unknown>>();
for (const name of ['run', 'enterWith'] as const) {
  const enter: (...given: never) => unknown = AsyncLocalStorage.prototype[name];
  Object.assign(AsyncLocalStorage.prototype, {
    [name](this: AsyncLocalStorage<unknown>, ...given: never) {
      entered.add(this);
      return enter.apply(this, given);
    },
  });
}

// A worker at its end has only its memory left to give back, which takes a heap of a gigabyte longer than the half second that Jest
// waits before it says that a test left something open. To exit by name leaves that to the machine.
if (process.send) process.once('exit', (code) => process.exit(code));

/**
 * Jest's environment for Node, in which what is slow to make and the same for all is made once per worker instead of once per test file:
 *
 * - Large packages without state, which `jest.config.js` lists: loading the CDK takes a CPU a second, and CDK's template validator, which
 *   it then has to compile again, another. `transform.js` leads their modules here. What is so loaded prints by the worker's console and
 *   not by the test's; it is led to the test's, so that what a test spies on or silences is what the CDK uses.
 * - RSA key pairs: `key-pairs.ts` hands them out.
 *
 * And it ends what a test file leaves behind: until Node 24 every `AsyncLocalStorage` that was ever entered, Jest's own of each test file
 * among them, makes each later promise a little slower and keeps alive what it holds.
 */
export default class OncePerWorkerEnvironment extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    Object.assign(this.global, { requireOnce, keyPairsOfWorker });
  }

  override async setup(): Promise<void> {
    await super.setup();
    globalThis.console = new Proxy(ownConsole, {
      get: (target, name) => Reflect.get(this.global.console ?? target, name),
    });
  }

  override async teardown(): Promise<void> {
    globalThis.console = ownConsole;
    for (const storage of entered) storage.disable();
    entered.clear();
    await super.teardown();
  }
}
