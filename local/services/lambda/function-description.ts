import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaFunction } from './lambda-function';

/** How a version is asked for, and so called in the answer. */
export interface Described {
  readonly lambda: LambdaFunction;
  /** `$LATEST`, or a number. */
  readonly version: string;
  /** Whether the ARN of the answer has the version. */
  readonly qualified: boolean;
}

/**
 * A version as `GetFunctionConfiguration` answers it, environment variables and all: whoever may call that reads them, on AWS too, where they
 * are not encrypted by a key of the customer's own.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html documented
 */
export function functionDescription({ lambda, version, qualified }: Described): object {
  const hasVariables = Object.keys(lambda.environment).length > 0;
  return {
    FunctionName: lambda.name,
    FunctionArn: qualified ? `${lambda.arn}:${version}` : lambda.arn,
    Runtime: lambda.runtime,
    Role: lambda.roleArn,
    Handler: lambda.handler,
    ...codeFacts(lambda),
    Description: '',
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMegabytes,
    LastModified: new Date(lambda.modifiedAt).toISOString().replace('Z', '+0000'),
    Version: version,
    ...(hasVariables ? { Environment: { Variables: lambda.environment } } : {}),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: lambda.revision,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: lambda.logGroupName },
    ...lambda.described,
  };
}

/** Code does not change: a directory's facts are gathered once. */
const known = new Map<string, { readonly CodeSize: number; readonly CodeSha256: string }>();

/**
 * Size and hash of a function's code: of its files, since the archive that AWS would measure is not kept. They tell whether two functions
 * have the same code, not whether a deployed one has.
 */
export function codeFacts({ codeDirectory }: Pick<LambdaFunction, 'codeDirectory'>) {
  const before = known.get(codeDirectory);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  // Of an account that was kept it may be gone; it may come again.
  if (!existsSync(codeDirectory)) return { CodeSize: 0, CodeSha256: hash.digest('base64') };
  let size = 0;
  for (const name of readdirSync(codeDirectory, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(codeDirectory, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
    size += content.length;
  }
  const facts = { CodeSize: size, CodeSha256: hash.digest('base64') };
  known.set(codeDirectory, facts);
  return facts;
}
