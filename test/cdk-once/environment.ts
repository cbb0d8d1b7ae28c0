import { createRequire } from 'node:module';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';

/** Node's own `require`, whose modules outlive a test file. */
const requireOnce = createRequire(__filename);

/** What a program prints by, before any test file has put its spies there. */
const ownConsole = globalThis.console;

/**
 * Jest's environment for Node, in which the CDK is loaded once per worker instead of once per test file: that takes a CPU a second, and
 * CDK's template validator, which it then has to compile again, another. `transform.js` leads its modules here.
 *
 * The CDK so loaded prints by the worker's console and not by the test's. It is led to the test's, so that what a test spies on or
 * silences is what the CDK uses.
 */
export default class CdkOnceEnvironment extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    Object.assign(this.global, { requireOnce });
  }

  override async setup(): Promise<void> {
    await super.setup();
    globalThis.console = new Proxy(ownConsole, {
      get: (target, name) => Reflect.get(this.global.console ?? target, name),
    });
  }

  override async teardown(): Promise<void> {
    globalThis.console = ownConsole;
    await super.teardown();
  }
}
