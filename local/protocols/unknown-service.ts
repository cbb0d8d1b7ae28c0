import type { HttpRequest, HttpResponse } from '../http/message';
import type { Protocol } from '../http/operation';
import { ServiceError } from '../shared/service-error';
import { awsJson } from './aws-json';
import { queryXml } from './query-xml';
import { restJson } from './rest-json';
import { restXml } from './rest-xml';

/** The signing names of the services that speak REST-XML, S3 apart (**documented**: their API references, "Common errors"). */
const restXmlServices = new Set(['cloudfront', 'route53', 's3express', 's3-object-lambda', 's3-outposts']);

/** The answer to a request for a service that the local cloud does not have, in the protocol that its client reads. */
export function unknownService(signingName: string, request: HttpRequest): HttpResponse {
  const sentence = `The local cloud has no service '${signingName.slice(0, 40)}'. It has those that a game with identity-pool credentials touches.`;
  return protocolOf(signingName, request).failure(new ServiceError('UnknownOperationException', sentence), request);
}

/** What the request itself shows of its protocol; where a path is all that it shows, what its service is known for. */
function protocolOf(signingName: string, { headers, query }: HttpRequest): Protocol<never> {
  const contentType = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined) return awsJson(contentType.includes('json-1.0') ? '1.0' : '1.1');
  if (contentType.startsWith('application/x-www-form-urlencoded') || query.has('Action')) return queryXml('');
  if (contentType.includes('xml') || restXmlServices.has(signingName)) return restXml('');
  return restJson;
}
