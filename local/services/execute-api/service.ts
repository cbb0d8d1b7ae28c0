import type { DeploymentTarget } from '../../../assembly/types';
import type { HttpRequest, HttpResponse } from '../../http/message';
import type { Call, Operation, Service } from '../../http/operation';
import type { Clock } from '../../shared/clock';
import type { RestApis } from '../api-gateway/rest-apis';
import type { UserPools } from '../cognito-idp/user-pools';
import type { FunctionCaller } from '../lambda/function-caller';
import { isApiHost, type Served, servedAt } from './address';
import { invokeQuestions, masked, policyOfApi } from './authorization';
import { callerIdentity } from './caller-identity';
import { asRefusal, forbidden, GatewayRefusal, noMethod } from './gateway-refusal';
import { gatewayAnswer } from './gateway-response';
import { runFunction } from './lambda-proxy';
import { mockAnswer } from './mock';
import { proxyAnswer } from './proxy-answer';
import { proxyEvent } from './proxy-event';
import { validateRequest } from './request-validation';
import { viewOf } from './request-view';
import { type Route, routeOf } from './routing';
import { Throttle } from './throttle';
import { authorizedClaims, claimTexts } from './user-pool-authorizer';

/** What the service is made of. */
export interface ExecuteApiOptions {
  readonly restApis: RestApis;
  readonly userPools: UserPools;
  readonly functions: FunctionCaller;
  readonly place: DeploymentTarget;
  readonly clock: Clock;
}

/** A request whose method is known. */
interface Routed {
  readonly served: Served;
  readonly route: Route;
}

/** The largest body, in bytes (**documented**: 10 MB; that these are binary ones is unconfirmed). */
const largestBody = 10 * 1024 * 1024;

/**
 * REST APIs as their callers see them: what their stages' deployments say, judged by IAM and by the APIs' own policies.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 */
export function executeApi(options: ExecuteApiOptions): Service<HttpResponse> {
  const { restApis, place, clock } = options;
  const throttle = new Throttle(clock);
  const servedOf = (request: HttpRequest) => servedAt(restApis, place.region, request);
  return {
    signingName: 'execute-api',
    protocol: {
      success: (response) => response,
      failure: (error, request) => {
        const served = servedOf(request);
        const route = served && routeOf(served.definition, request.method, served.path);
        return gatewayAnswer(asRefusal(error, request), request, { served, route, now: clock.now() });
      },
    },
    match(request) {
      const served = servedOf(request);
      const route = served && routeOf(served.definition, request.method, served.path);
      return served && route && operationOf(options, throttle, { served, route });
    },
    unknownOperation: (request) => (servedOf(request) === undefined ? forbidden() : noMethod(request)),
    accessDenied: (reason) => new GatewayRefusal('ACCESS_DENIED', 'AccessDeniedException', masked(reason)),
    ownsHost: isApiHost,
    largestBody,
    preflightsAreCalls: true,
    corsHeaders: () => ({}),
    resourcePolicy: (arn) => policyOfApi(restApis, arn),
  };
}

/**
 * One request. Without a resource policy whoever passes the method's own authorization is let in; with one, a user pool's player is judged by
 * it alone and must be allowed (**documented**: "How API Gateway resource policies affect authorization workflow", tables A to C).
 */
function operationOf(options: ExecuteApiOptions, throttle: Throttle, routed: Routed): Operation<Routed, HttpResponse> {
  const { served, route } = routed;
  const { authorization } = route.method;
  const questions = (request: HttpRequest) =>
    authorization === 'AWS_IAM' || served.definition.policy !== undefined
      ? invokeQuestions(options.place, served, request.method)
      : [];
  return {
    name: 'Invoke',
    signature: authorization === 'AWS_IAM' ? 'required' : 'none',
    parse: () => routed,
    authorize: (_input, { request }) => (authorization === 'COGNITO_USER_POOLS' ? [] : questions(request)),
    async run(_input, call) {
      const { request } = call;
      const { authorizers } = served.definition;
      const claims =
        authorization === 'COGNITO_USER_POOLS'
          ? await authorizedClaims(
              options.userPools,
              authorizers[route.method.authorizerId ?? ''],
              route.method,
              request.headers,
            )
          : undefined;
      if (claims !== undefined) for (const question of questions(request)) call.require(question);
      // Whether a request that is let in nowhere counts is unconfirmed: then one without a token would stop the others.
      throttle.take(served.api.id, served.stageOf, route.resourcePath, route.method.httpMethod);
      validateRequest(served.definition, route, request);
      return answer(options, routed, call, claims && claimTexts(claims));
    },
  };
}

async function answer(
  { functions, place, clock }: ExecuteApiOptions,
  { served, route }: Routed,
  call: Call,
  claims: Readonly<Record<string, string>> | undefined,
): Promise<HttpResponse> {
  const { request, session } = call;
  const { integration } = route.method;
  const now = clock.now();
  if (integration.type === 'MOCK')
    return mockAnswer(integration, route.method, request, viewOf(request, served, route, now));
  const identity = callerIdentity(request, session);
  const event = proxyEvent({
    request,
    served,
    route,
    identity,
    place,
    now,
    ...(claims === undefined ? {} : { claims }),
  });
  const payload = await runFunction(functions, {
    integration,
    served,
    route,
    event: JSON.stringify(event),
    call,
    place,
  });
  return proxyAnswer(payload, request, served.definition.binaryMediaTypes);
}
