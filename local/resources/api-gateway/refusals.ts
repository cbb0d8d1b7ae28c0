import type { RestApi, RestApis } from '../../services/api-gateway/rest-apis';
import type { Resource } from '../resource';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';
import type { Holder } from '../resource-type';

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

/** What a part of an API lies in, and goes with (documented: API_DeleteRestApi deletes "the specified API"). */
export const withinApi = ({ model }: Resource<{ readonly RestApiId: string }>): readonly Holder[] => [
  { type: 'AWS::ApiGateway::RestApi', id: model.RestApiId },
];
