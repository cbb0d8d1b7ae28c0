import { urlSuffix } from '../../../assembly/parameters';
import type { DeploymentTarget } from '../../../assembly/types';
import type { HttpRequest } from '../../http/message';
import type { Served } from './address';
import type { CallerIdentity } from './caller-identity';
import { mediaType } from './request-validation';
import { extendedId, requestTime } from './request-view';
import type { Route } from './routing';

/** What an event is made of. */
export interface ProxiedRequest {
  readonly request: HttpRequest;
  readonly served: Served;
  readonly route: Route;
  readonly identity: CallerIdentity;
  /** The claims of a user pool's token. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly place: DeploymentTarget;
  readonly now: number;
}

type Values = Readonly<Record<string, string>> | null;
type Lists = Readonly<Record<string, readonly string[]>> | null;

/**
 * The event of a Lambda proxy integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html documented: the input format
 */
export function proxyEvent({ request, served, route, identity, claims, place, now }: ProxiedRequest): object {
  const headers = sentHeaders(request, route, now);
  const query = new Map<string, string[]>();
  for (const [name, value] of request.query) query.set(name, [...(query.get(name) ?? []), value]);
  const isBinary = hasType(served.definition.binaryMediaTypes, mediaType(request.headers['content-type']));
  const { body } = request;
  return {
    resource: route.resourcePath,
    path: served.path,
    httpMethod: request.method,
    headers: last(headers),
    multiValueHeaders: orNull(headers),
    queryStringParameters: last(query),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: nullIfEmpty(route.pathParameters),
    stageVariables: nullIfEmpty(served.stageOf.variables),
    requestContext: {
      resourceId: route.resourceId,
      ...(claims === undefined ? {} : { authorizer: { claims } }),
      resourcePath: route.resourcePath,
      ...(route.method.operationName === undefined ? {} : { operationName: route.method.operationName }),
      httpMethod: request.method,
      extendedRequestId: extendedId(request),
      requestTime: requestTime(now),
      path: `/${served.stage}${served.path}`,
      accountId: place.account,
      protocol: 'HTTP/1.1',
      stage: served.stage,
      domainPrefix: served.api.id,
      requestTimeEpoch: now,
      requestId: request.requestId,
      identity: { ...identity, caller: identity.caller ?? null },
      domainName: `${served.api.id}.execute-api.${place.region}.${urlSuffix(place.partition)}`,
      deploymentId: served.stageOf.deploymentId,
      apiId: served.api.id,
    },
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && body.length > 0,
  };
}

/** Whether a list of media types has one; `*` + `/*` has all (**documented**: "Binary media types"). */
export function hasType(types: readonly string[], type: string): boolean {
  return types.some((known) => known === '*/*' || known.toLowerCase() === type);
}

/**
 * The headers as they were sent, with what API Gateway adds. A signature is not handed on (**documented**: "Important notes": the header
 * `Authorization` is dropped where it holds one).
 */
function sentHeaders(request: HttpRequest, { method }: Route, now: number): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  const spelled = new Map<string, string>();
  for (const [name, value] of pairs(request)) {
    const lower = name.toLowerCase();
    if (lower === 'authorization' && method.authorization === 'AWS_IAM') continue;
    if (lower === 'host' || lower === 'connection' || lower === 'x-forwarded-host') continue;
    const known = spelled.get(lower) ?? name;
    spelled.set(lower, known);
    lists.set(known, [...(lists.get(known) ?? []), value]);
  }
  const set = (name: string, value: string) => {
    const known = spelled.get(name.toLowerCase());
    if (known !== undefined) lists.delete(known);
    lists.set(known ?? name, [value]);
  };
  const forwarded = request.headers['x-forwarded-for'];
  set('Host', request.headers.host ?? '');
  // Documented: what the client wrote comes before the address that it called from.
  set('X-Forwarded-For', forwarded === undefined ? request.sourceIp : `${forwarded}, ${request.sourceIp}`);
  set('X-Forwarded-Port', '443');
  set('X-Forwarded-Proto', 'https');
  if (!spelled.has('x-amzn-trace-id')) set('X-Amzn-Trace-Id', traceId(request, now));
  return lists;
}

function traceId({ requestId }: HttpRequest, now: number): string {
  const digits = requestId.replaceAll('-', '');
  return `Root=1-${Math.floor(now / 1000).toString(16)}-${digits.slice(0, 24)}`;
}

function* pairs({ rawHeaders, headers }: HttpRequest): Iterable<readonly [string, string]> {
  if (rawHeaders === undefined) return yield* Object.entries(headers);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''];
}

/** The last value of each counts (**documented**: of `headers` and `queryStringParameters`). */
function last(lists: ReadonlyMap<string, readonly string[]>): Values {
  return nullIfEmpty(Object.fromEntries([...lists].map(([name, values]) => [name, values.at(-1) ?? ''])));
}

function orNull(lists: ReadonlyMap<string, readonly string[]>): Lists {
  return lists.size === 0 ? null : Object.fromEntries(lists);
}

function nullIfEmpty(values: Readonly<Record<string, string>>): Values {
  return Object.keys(values).length === 0 ? null : values;
}
