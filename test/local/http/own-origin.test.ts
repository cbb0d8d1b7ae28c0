import type { HttpRequest } from '../../../local/http/message';
import { apart } from '../../../local/http/own-origin';
import { wireRequest } from './signed-call';

const policy = 'content-security-policy';

function answered(host: string, meant = host, headers: Readonly<Record<string, string>> = {}): string | undefined {
  const request: HttpRequest = {
    ...wireRequest({ method: 'GET', path: '/files/page.html', headers: { host: meant } }),
    sentTo: { scheme: 'http', host },
  };
  return apart(request, { status: 200, headers, body: '<script></script>' }).headers[policy];
}

test.each<[sentTo: string, meant?: string]>([
  ['127.0.0.1:4510'],
  ['localhost'],
  ['LOCALHOST:4510'],
  ['[::1]:4510'],
  ['192.168.0.7:4510'],
  ['host.docker.internal:4510'],
  // By the path or x-forwarded-host, which do not change whose origin it is.
  ['127.0.0.1:4510', 'files.s3.eu-west-1.amazonaws.com'],
  ['127.0.0.1:4510', 'files.localhost'],
])('what is read at %s is no page of that origin, whomever it is meant for', (...hosts) => {
  expect(answered(...hosts)).toBe('sandbox');
});

test.each<[sentTo: string, meant?: string]>([
  ['files.localhost:4510'],
  ['files.s3.localhost'],
  ['files.s3.eu-west-1.amazonaws.com'],
  ['files.localhost:4510', '127.0.0.1:4510'],
])('at %s, where nothing else is, it is what it is at AWS', (...hosts) => {
  expect(answered(...hosts)).toBeUndefined();
});

test('a page with a policy of its own keeps that', () => {
  expect(answered('127.0.0.1', undefined, { [policy]: "default-src 'none'" })).toBe("default-src 'none'");
});
