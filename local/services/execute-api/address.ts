import type { HttpRequest } from '../../http/message';
import { hostOf } from '../../http/message';
import { pathBelowApi } from '../../http/route';
import type { ApiDefinition } from '../api-gateway/definition';
import type { RestApi, RestApis, Stage } from '../api-gateway/rest-apis';

/** `<API's ID>.execute-api.<region>.amazonaws.com`, or the same in another partition. */
const apiHost = /^([a-z0-9]{1,32})\.execute-api\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/** Whether all requests to a host are for APIs. @param host in lower case and without port */
export function isApiHost(host: string): boolean {
  return apiHost.test(host);
}

/** Where a request goes, whether there is anything or not. */
export interface Address {
  readonly apiId: string;
  /** By its host name; otherwise by a path of the local cloud's. */
  readonly region?: string;
  readonly stage: string;
  /** Below the stage, as it was sent: `/boards/a%2Fb/scores`. */
  readonly path: string;
}

/** What a request is for. */
export interface Served extends Address {
  readonly api: RestApi;
  readonly stageOf: Stage;
  /** The snapshot that the stage serves. */
  readonly definition: ApiDefinition;
}

/**
 * Reads where a request goes: by AWS's host name, `https://<ID>.execute-api.<region>.amazonaws.com/<stage>/…`; or, where that name leads
 * to AWS, by `http://127.0.0.1:4510/_execute-api/<ID>/<stage>/…`.
 */
export function addressOf(request: HttpRequest): Address | undefined {
  const [, ofHost, region] = apiHost.exec(hostOf(request)) ?? [];
  const [, ofPath, below = '/'] = pathBelowApi.exec(request.rawPath) ?? [];
  const apiId = ofHost ?? ofPath;
  if (apiId === undefined) return undefined;
  const path = ofHost === undefined ? below : request.rawPath;
  const [, stage = '', rest = ''] = /^\/([^/]*)(\/.*)?$/s.exec(path) ?? [];
  return { apiId, ...(region === undefined ? {} : { region }), stage, path: rest || '/' };
}

/** What a request is for; undefined where the API, the stage or its deployment is not there, or not at this address. */
export function servedAt(apis: RestApis, region: string, request: HttpRequest): Served | undefined {
  const address = addressOf(request);
  const api = apis.find(address?.apiId ?? '');
  const stageOf = api?.stages.get(address?.stage ?? '');
  if (address === undefined || api === undefined || stageOf === undefined) return undefined;
  if (address.region !== undefined && address.region !== region) return undefined;
  const definition = apis.deployment(api.id, stageOf.deploymentId)?.definition;
  // Documented: "clients can't use the default endpoint"; a custom domain there is none here.
  if (definition === undefined || definition.disableExecuteApiEndpoint) return undefined;
  return { ...address, api, stageOf, definition };
}
