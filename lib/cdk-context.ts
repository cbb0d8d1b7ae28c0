import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The context that the CDK CLI would hand to the app: the feature flags of `cdk.json`, and the metadata that the CLI asks for
 * by default. With it the app gives the same templates when it is run without the CLI. What the CLI does pass goes first.
 */
export function cliContext(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'));
  return { ...context, 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
}
