import type { Answer } from './fired-at';

/** What an error looks like, by the service's signing name. */
const errorForms: Readonly<Record<string, (answer: Answer) => boolean>> = {
  'cognito-identity': (answer) => isJsonError(answer, 'application/x-amz-json-1.1'),
  secretsmanager: (answer) => isJsonError(answer, 'application/x-amz-json-1.1'),
  dynamodb: (answer) => isJsonError(answer, 'application/x-amz-json-1.0'),
  lambda: ({ headers, body }) =>
    headers['x-amzn-errortype'] !== undefined && typeof JSON.parse(body).message === 'string',
  sts: (answer) => isQueryError(answer, 'https://sts.amazonaws.com/doc/2011-06-15/'),
  cloudformation: (answer) => isQueryError(answer, 'http://cloudformation.amazonaws.com/doc/2010-05-15/'),
  s3: ({ headers, body }) =>
    headers['x-amz-request-id'] !== undefined && (body === '' || /<Error><Code>\w+<\/Code>/.test(body)),
};

function isJsonError({ headers, body }: Answer, contentType: string): boolean {
  return headers['content-type'] === contentType && typeof JSON.parse(body).__type === 'string';
}

function isQueryError({ headers, body }: Answer, namespace: string): boolean {
  const start = `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>`;
  return headers['content-type'] === 'text/xml' && body.startsWith(start) && /^\w+</.test(body.slice(start.length));
}

/** A path or a stack trace of ours. */
const internals = /node:internal|\/node_modules\/|\bat [\w.#<>]+ \(/;

/**
 * Whether a service answered as the real one could: with success, or with an error of the caller's in its own form. `501` is what
 * says that the local cloud has no such feature.
 */
export function expectAnswered(service: string, answer: Answer): void {
  const { status, body } = answer;
  expect(status === 501 || (status >= 200 && status < 500) ? 'answered' : `${status} ${body}`).toBe('answered');
  expect(body).not.toMatch(internals);
  if (status < 400) return;
  const inForm = errorForms[service]?.(answer) ?? false;
  expect(inForm ? 'in its form' : `${status} ${JSON.stringify(answer.headers)} ${body}`).toBe('in its form');
}
