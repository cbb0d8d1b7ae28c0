import type { DeploymentTarget } from '../../../assembly/types';
import type { HttpRequest } from '../../http/message';
import type { Operation } from '../../http/operation';
import { pathLabels, type RestJsonOutput } from '../../protocols/rest-json';
import {
  functionNotFound,
  invalidHeader,
  invalidParameter,
  invalidPayload,
  payloadTooLarge,
  roleNotAssumable,
} from './errors';
import { type FunctionNameParts, functionArn, qualifiedArn } from './function-name';
import type { FunctionProcesses } from './function-processes';
import type { LambdaFunctions } from './functions';
import { logTail } from './log-tail';
import { requestedFunction } from './requested-function';

/** Where `Invoke` stands. */
export const invokePath = '/2015-03-31/functions/{FunctionName}/invocations';

/** The largest payload of an invocation, in bytes (**documented**: 6 MB for synchronous, 1 MB for asynchronous ones). */
const largestPayload = { RequestResponse: 6_291_456, DryRun: 6_291_456, Event: 1_048_576 } as const;

type InvocationType = keyof typeof largestPayload;

/** What a caller of `Invoke` asks for. */
export interface InvokeInput {
  readonly lambda: FunctionNameParts;
  readonly type: InvocationType;
  /** Whether to answer the end of the log. */
  readonly tail: boolean;
  readonly clientContext?: unknown;
}

/**
 * `Invoke`: waits for the function (`RequestResponse`), lets it run (`Event`), or only asks whether the caller might (`DryRun`).
 *
 * An `Event` is delivered once. AWS delivers it up to twice more when the function fails (**documented**).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invoke(options: {
  readonly functions: LambdaFunctions;
  readonly processes: FunctionProcesses;
  readonly target: DeploymentTarget;
}): Operation<InvokeInput, RestJsonOutput> {
  const { functions, processes, target } = options;
  return {
    name: 'Invoke',
    signature: 'required',
    parse: (request) => {
      const type = invocationType(request);
      if (request.body.length > largestPayload[type]) throw payloadTooLarge(largestPayload[type]);
      return {
        lambda: requestedFunction(request, pathLabels(request, invokePath)?.FunctionName ?? '', target),
        type,
        tail: wantsTail(request),
        clientContext: clientContext(request),
      };
    },
    // Observed (aws-cdk#19464): the qualified ARN is asked about when the call has a qualifier, and only then.
    authorize: ({ lambda }) => [{ action: 'lambda:InvokeFunction', resource: qualifiedArn(lambda) }],
    run: async ({ lambda, type, tail, clientContext }, call) => {
      const version = lambda.qualifier ?? '$LATEST';
      const found = functions.find(functionArn(lambda), version);
      if (found === undefined) throw functionNotFound(qualifiedArn(lambda));
      const event = payload(call.request);
      if (type === 'DryRun') return { status: 204 };
      const { requestId } = call.request;
      const invocation = { requestId, event, arn: qualifiedArn(lambda), clientContext };
      const running = processes.run(found, version, invocation, (refused) => call.refuse(refused, roleNotAssumable()));
      if (type === 'Event') {
        // Nobody waits: what the function says is in its log, and a refusal is reported.
        running.catch(() => {});
        return { status: 202 };
      }
      const outcome = await running;
      return {
        headers: {
          'x-amz-executed-version': version,
          ...(outcome.failed ? { 'x-amz-function-error': 'Unhandled' } : {}),
          ...(tail ? { 'x-amz-log-result': logTail(found, version, requestId, outcome) } : {}),
        },
        body: outcome.payload,
      };
    },
  };
}

function invocationType({ headers }: HttpRequest): InvocationType {
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'RequestResponse' || type === 'Event' || type === 'DryRun') return type;
  throw invalidParameter(`Unsupported invocation type ${type}`);
}

function wantsTail({ headers }: HttpRequest): boolean {
  const type = headers['x-amz-log-type'] ?? 'None';
  if (type === 'None' || type === 'Tail') return type === 'Tail';
  throw invalidParameter(`Unsupported log type ${type}`);
}

function clientContext({ headers }: HttpRequest): unknown {
  const encoded = headers['x-amz-client-context'];
  if (encoded === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw invalidHeader('Client context must be a valid Base64-encoded JSON object.');
  }
}

/** The event, as it came: JSON, or `{}` where there is no body. */
function payload({ body }: HttpRequest): string {
  if (body.length === 0) return '{}';
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw invalidPayload((error as Error).message);
  }
}
