import type { RestApi, RestApis } from '../../services/api-gateway/rest-apis';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';

/** API Gateway's refusal; the service's name is **observed** (amazon-bedrock-knowledgebase-slackbot#6). */
export function refused(message: string, code: HandlerErrorCode, status = 400): ResourceRefused {
  return new ResourceRefused({ message, code, service: 'ApiGateway', status });
}

/** The form is **observed** (chalice#304, of an authorizer); what it says of other things is **unconfirmed**. */
export function notFound(what: string): ResourceRefused {
  return refused(`Invalid ${what} identifier specified`, 'NotFound', 404);
}

/** @throws ResourceRefused where there is no such API */
export function existingApi({ restApis }: { readonly restApis: RestApis }, id: string): RestApi {
  const api = restApis.find(id);
  if (api === undefined) throw notFound('API');
  return api;
}
