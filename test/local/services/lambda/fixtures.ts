import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LambdaFunctions } from '../../../../local/services/lambda/functions';
import type { LambdaFunction } from '../../../../local/services/lambda/lambda-function';

const made: string[] = [];

/** A directory as the assembly would hold it; removed by {@link removeAssets}. */
export function asset(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'lambda-asset-'));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

export function removeAssets(): void {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** A function whose code is one file, `index.js`. */
export function lambdaFunction(code: string, changes: Partial<LambdaFunction> = {}): LambdaFunction {
  const name = changes.name ?? 'check';
  return {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    name,
    arn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
    revision: 'r-1',
    modifiedAt: 0,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    codeDirectory: asset({ 'index.js': code }),
    roleArn: 'arn:aws:iam::123456789012:role/check-role',
    environment: {},
    timeoutSeconds: 10,
    memoryMegabytes: 128,
    logGroupName: `/aws/lambda/${name}`,
    place: 'stack: Check',
    ...changes,
  };
}

/** These functions as they are deployed, each with its version 1. */
export function deployedFunctions(...lambdas: readonly LambdaFunction[]): LambdaFunctions {
  const functions = new LambdaFunctions();
  for (const configuration of lambdas) {
    functions.add({ configuration, versioned: 'first', tags: new Map() });
    functions.publish(configuration.arn, 1);
  }
  return functions;
}
