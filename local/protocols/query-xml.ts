import { XMLBuilder } from 'fast-xml-parser';
import type { HttpRequest } from '../http/message';
import type { Protocol } from '../http/operation';
import { ServiceError } from '../shared/service-error';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

/** What XML 1.0 cannot hold, not even escaped: a caller's value may contain it, in an error message or in an answer. */
const illegalInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * The AWS Query protocol: parameters in a form, answers in XML (STS, CloudFormation).
 *
 * @param namespace of the answers, with the API version: `https://sts.amazonaws.com/doc/2011-06-15/`
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryXml(namespace: string): Protocol<object> {
  return {
    success: (output, operation, request) =>
      xml(200, request, {
        [`${operation}Response`]: {
          '@xmlns': namespace,
          [`${operation}Result`]: output,
          ResponseMetadata: { RequestId: request.requestId },
        },
      }),
    failure: (error, request) =>
      xml(error.status, request, {
        ErrorResponse: {
          '@xmlns': namespace,
          Error: {
            Type: error.status < 500 ? 'Sender' : 'Receiver',
            Code: error.code,
            Message: error.message,
            ...error.detail,
          },
          RequestId: request.requestId,
        },
      }),
  };
}

function xml(status: number, request: HttpRequest, document: object) {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': request.requestId },
    body: builder.build(document).replace(illegalInXml, '\uFFFD'),
  };
}

/** A list in an answer: `<member>` elements, or nothing between the list's own tags. */
export function memberElements(members: readonly unknown[]): object | '' {
  return members.length === 0 ? '' : { member: members };
}

/**
 * The parameters of a query request: the form in the body of a POST, else the query string. A parameter given twice is refused,
 * so that no two readers of one request can take different values.
 */
export function queryParameters(request: HttpRequest): ReadonlyMap<string, string> {
  const form = request.method === 'POST' && request.body.length > 0;
  const source = form ? new URLSearchParams(request.body.toString('utf8')) : request.query;
  const parameters = new Map<string, string>();
  for (const [name, value] of source) {
    if (parameters.has(name)) {
      throw new ServiceError('MalformedQueryString', `The parameter ${name.slice(0, 64)} is given more than once.`);
    }
    parameters.set(name, value);
  }
  return parameters;
}

/** The operation that a query request names, where it is for this version of the API. */
export function queryAction(request: HttpRequest, version: string): string | undefined {
  const parameters = queryParameters(request);
  return parameters.get('Version') === version ? parameters.get('Action') : undefined;
}

/** A list of texts: `TransitiveTagKeys.member.1`, read as {@link memberStructures} are. */
export function memberTexts(parameters: ReadonlyMap<string, string>, list: string): readonly string[] {
  return members(parameters, list, undefined).map((member) => member.get('') ?? '');
}

/** A list of structures with one field each: `PolicyArns.member.1.arn`, read as {@link memberStructures} are. */
export function memberList(parameters: ReadonlyMap<string, string>, list: string, field: string): readonly string[] {
  return members(parameters, list, [field]).map((member) => member.get(field) ?? '');
}

/**
 * A list of structures: `Tags.member.1.Key`, `Tags.member.1.Value`, `Tags.member.2.Key` …, by number. Whatever else begins with the list's
 * name is refused: a list that narrows a session must not be dropped because it was misspelt.
 */
export function memberStructures(
  parameters: ReadonlyMap<string, string>,
  list: string,
  fields: readonly string[],
): readonly ReadonlyMap<string, string>[] {
  return members(parameters, list, fields);
}

/** @param fields undefined for a list of texts, each of which is then found under no name */
function members(
  parameters: ReadonlyMap<string, string>,
  list: string,
  fields: readonly string[] | undefined,
): readonly ReadonlyMap<string, string>[] {
  const byIndex = new Map<number, Map<string, string>>();
  for (const [name, value] of parameters) {
    if (name !== list && !name.startsWith(`${list}.`)) continue;
    const [, member, index, field, ...rest] = name.split('.');
    const known = fields === undefined ? field === undefined : field !== undefined && fields.includes(field);
    if (member !== 'member' || !/^[1-9]\d{0,2}$/.test(index ?? '') || !known || rest.length > 0) {
      throw new ServiceError('ValidationError', `${list}: the parameter ${name.slice(0, 64)} is not understood.`);
    }
    const found = byIndex.get(Number(index)) ?? new Map<string, string>();
    byIndex.set(Number(index), found.set(field ?? '', value));
  }
  return [...byIndex].sort(([one], [other]) => one - other).map(([, found]) => found);
}
