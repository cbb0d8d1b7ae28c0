import { join } from 'node:path';
import { environmentNames } from '../../lambda/smoke-test/environment';
import type * as Bundle from '../../lambda/smoke-test/handler';
import { environmentVariables } from '../../local/services/lambda/environment-variables';
import { ExecutionEnvironment } from '../../local/services/lambda/execution-environment';
import type { StartFunction } from '../../local/services/lambda/function-environment';

/** Put there by test/once-per-worker: Node's own `require`, whose modules outlive a test file. */
declare global {
  var requireOnce: NodeJS.Require | undefined;
}

/**
 * Runs the smoke test in the test's own process, where its code is warm from the second time on: a process of its own loads and compiles
 * all of it again, which takes a CPU most of a second. The rest is the deployed function's: the bundle, its facts, its role's session, its
 * variables, and every call that it makes, over HTTP.
 *
 * @param only tries the claims around this one alone. Without it, all, as deployed
 */
export function smokeTestHere(only?: string): StartFunction {
  return (lambda, options) => {
    // The smoke test alone has a secret for its players.
    if (lambda.environment[environmentNames.playersSecretArn] === undefined)
      return new ExecutionEnvironment(lambda, options);
    if (globalThis.requireOnce === undefined) throw new Error('a bundle is loaded in test/once-per-worker only');
    // Past Jest, in whose sandbox the SDK takes half as long again.
    const bundle: typeof Bundle = globalThis.requireOnce(join(lambda.codeDirectory, 'index.js'));
    const variables = environmentVariables(lambda, { ...options, logStreamName: 'here', runtimeDirectory: '' });
    const variable = (name: string) => variables[name] ?? '';
    // From the variables, as the SDK takes them in a process of the function's own.
    const clients = bundle.createClients({
      region: variable('AWS_REGION'),
      endpoint: variable('AWS_ENDPOINT_URL'),
      credentials: {
        accessKeyId: variable('AWS_ACCESS_KEY_ID'),
        secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
        sessionToken: variable('AWS_SESSION_TOKEN'),
      },
    });
    return {
      async invoke({ event }) {
        const startedAt = performance.now();
        const milliseconds = () => performance.now() - startedAt;
        const context = {
          functionName: lambda.name,
          functionVersion: options.version,
          getRemainingTimeInMillis: () => lambda.timeoutSeconds * 1000 - milliseconds(),
        };
        const answer = await bundle
          .answerInvocation(JSON.parse(event), context, {
            ...{ variables, clients, directory: lambda.codeDirectory },
            ...(only !== undefined && { only }),
            // It would look for the issuer on the network: what finds it on this machine is the fetch of a function's own process.
            redeem: () =>
              Promise.reject(new Error('a player with a refresh token is for the deployed function to try')),
            write: (line) => options.log(lambda.name, line),
          })
          .then(
            (report) => ({ payload: JSON.stringify(report), failed: false }),
            ({ name, message }: Error) => ({
              payload: JSON.stringify({ errorType: name, errorMessage: message }),
              failed: true,
            }),
          );
        return { ...answer, log: [], milliseconds: milliseconds(), reusable: true };
      },
      // All of its clients have the same connections.
      stop: async () => clients.s3.destroy(),
    };
  };
}
