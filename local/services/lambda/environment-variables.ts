import type { SessionCredentials } from '../../sessions/session';
import type { LambdaFunction } from './lambda-function';

/**
 * Names that a template may not set (**documented**: Lambda developer guide, defined runtime environment variables; the list here is
 * of those that this project sets itself).
 */
export const reservedVariables: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];

/** The whole environment of a function's process: nothing of the developer's own comes in. */
export function environmentVariables(
  lambda: LambdaFunction,
  options: {
    readonly version: string;
    readonly logStreamName: string;
    readonly credentials: SessionCredentials;
    /** Where the AWS SDK finds every service. */
    readonly endpointUrl: string;
    readonly runtimeDirectory: string;
  },
): Readonly<Record<string, string>> {
  const { version, logStreamName, credentials, endpointUrl, runtimeDirectory } = options;
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
    // Lambda's own user. It has no home on this machine, so that an SDK in the function cannot read the developer's ~/.aws.
    HOME: '/home/sbx_user1051',
    // The AWS SDK's notice about the Node release line is about the developer's machine, and not a line of the function's log.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...lambda.environment,
    _HANDLER: lambda.handler,
    AWS_REGION: lambda.region,
    AWS_DEFAULT_REGION: lambda.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: lambda.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_ENDPOINT_URL: endpointUrl,
    LAMBDA_TASK_ROOT: lambda.codeDirectory,
    LAMBDA_RUNTIME_DIR: runtimeDirectory,
  };
}
