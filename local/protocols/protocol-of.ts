import type { HttpRequest } from '../http/message';
import type { Protocol } from '../http/operation';
import { awsJson } from './aws-json';
import { queryXml } from './query-xml';
import { restJson } from './rest-json';
import { restXml } from './rest-xml';

/** The signing names of the services that speak REST-XML, S3 apart (**documented**: their API references, "Common errors"). */
const restXmlServices = new Set(['cloudfront', 'route53', 's3express', 's3-object-lambda', 's3-outposts']);

/**
 * The protocol that the client of a service reads which the local cloud does not have: what the request itself shows of it; where a path is
 * all that it shows, what its service is known for.
 */
export function protocolOf(signingName: string, { headers, query }: HttpRequest): Protocol<never> {
  const contentType = headers['content-type'] ?? '';
  if (headers['x-amz-target'] !== undefined) return awsJson(contentType.includes('json-1.0') ? '1.0' : '1.1');
  if (contentType.startsWith('application/x-www-form-urlencoded') || query.has('Action')) return queryXml('');
  if (contentType.includes('xml') || restXmlServices.has(signingName)) return restXml('');
  return restJson;
}
