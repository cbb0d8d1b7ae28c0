import type { DeploymentTarget } from '../../../assembly/types';
import type { Call } from '../../http/operation';
import { ServiceError } from '../../shared/service-error';
import type { LambdaProxyIntegration } from '../api-gateway/definition';
import type { FunctionCaller, Outcome } from '../lambda/function-caller';
import type { Served } from './address';
import { GatewayRefusal, malformedAnswer, misconfigured, timedOut, tooLong } from './gateway-refusal';
import type { Route } from './routing';

/** The largest event of a synchronous invocation, in bytes (**documented**: 6 MB). */
const largestEvent = 6_291_456;

/** A request on its way to its function. */
export interface LambdaCall {
  readonly integration: LambdaProxyIntegration;
  readonly served: Served;
  readonly route: Route;
  readonly event: string;
  readonly call: Call;
  readonly place: DeploymentTarget;
}

/**
 * Runs a method's function, if its policy lets API Gateway.
 *
 * @returns the JSON that it answered
 * @throws GatewayRefusal: 500 where it may not or there is none, 502 where the function failed, 504 where it took too long
 */
export async function runFunction(functions: FunctionCaller, asked: LambdaCall): Promise<string> {
  const { integration, event, call, place } = asked;
  if (Buffer.byteLength(event) > largestEvent) throw tooLong();
  const running = functions.runForService(integration.functionArn, event, {
    principal: 'apigateway.amazonaws.com',
    account: place.account,
    sourceArn: { uncertain: sourceArns(asked) },
    requestId: call.request.requestId,
    refuse: (refused) => call.refuse(refused, misconfigured()),
    allowed: call.allowed,
  });
  const outcome = await inTime(running, integration.timeoutMilliseconds);
  if (outcome.failed) throw malformedAnswer();
  return outcome.payload;
}

/**
 * The method, as the function's permission names it. Whether AWS names the resource's path or the request's is **unconfirmed**: a
 * permission must let in both, which those of the CDK and of the console do.
 */
function sourceArns({ served, route, place, call }: LambdaCall): readonly string[] {
  const { partition, region, account } = place;
  const stage = `arn:${partition}:execute-api:${region}:${account}:${served.api.id}/${served.stage}`;
  const api = `${stage}/${call.request.method}`;
  return [...new Set([`${api}${route.resourcePath}`, `${api}${served.path}`])];
}

async function inTime(running: Promise<Outcome>, milliseconds: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut()), milliseconds);
  });
  // Nobody waits for it then; it is left to its own timeout.
  running.catch(() => {});
  try {
    return await Promise.race([running, late]);
  } catch (error) {
    // Lambda's own refusals (too many at once, a runtime that is not run) are no answer of the API's: their status is **unconfirmed**.
    if (error instanceof GatewayRefusal || !(error instanceof ServiceError)) throw error;
    throw misconfigured();
  } finally {
    clearTimeout(timer);
  }
}
