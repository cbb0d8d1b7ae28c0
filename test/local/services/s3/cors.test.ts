import { type CorsRule, corsHeaders } from '../../../../local/services/s3/cors';
import { httpRequest, S3Harness } from './s3-harness';

const rule: CorsRule = {
  allowedOrigins: [
    'https://play.example.com',
    'https://*.example.org',
    'capacitor://localhost',
    'ionic://localhost:8080',
  ],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['content-*', 'Authorization'],
  exposedHeaders: ['ETag'],
  maxAge: 300,
};

const request = { origin: 'https://play.example.com', method: 'PUT', requestHeaders: [], preflight: false };

describe('CORS rules', () => {
  test.each([
    ['https://play.example.com', true],
    ['https://eu.example.org', true],
    ['https://a.b.example.org', true],
    ['https://evil.example.com', false],
    ['https://play.example.com.evil.net', false],
    ['http://play.example.com', false],
    ['capacitor://localhost', true],
    ['capacitor://localhost:1', false],
    ['capacitor://localhost.evil.net', false],
    ['ionic://localhost:8080', true],
    ['ionic://localhost', false],
    ['https://localhost', false],
    ['null', false],
    ['file://', false],
  ])('the origin %s: %s', (origin, allowed) => {
    expect(corsHeaders([rule], { ...request, origin }) !== undefined).toBe(allowed);
  });

  test('a method is allowed by name', () => {
    expect(corsHeaders([rule], request)).toMatchObject({ 'access-control-allow-origin': request.origin });
    expect(corsHeaders([rule], { ...request, method: 'DELETE' })).toBeUndefined();
  });

  test('every header that a preflight names must be allowed', () => {
    const preflight = (...requestHeaders: string[]) =>
      corsHeaders([rule], { ...request, requestHeaders, preflight: true });
    expect(preflight('Content-Type', 'authorization')?.['access-control-allow-headers']).toBe(
      'content-type, authorization',
    );
    expect(preflight('content-type', 'x-amz-acl')).toBeUndefined();
  });

  test('the first rule that matches decides', () => {
    const open: CorsRule = { allowedOrigins: ['*'], allowedMethods: ['GET'], allowedHeaders: [], exposedHeaders: [] };
    expect(corsHeaders([rule, open], { ...request, method: 'GET' })).toMatchObject({
      'access-control-allow-credentials': 'true',
    });
    const anyone = corsHeaders([rule, open], { ...request, origin: 'https://x', method: 'GET' });
    expect([anyone?.['access-control-allow-origin'], anyone?.['access-control-allow-credentials']]).toEqual([
      '*',
      undefined,
    ]);
  });
});

describe('the service applies them', () => {
  const { service } = new S3Harness({ cors: [rule] });
  const asked = (origin: string) => ({
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type',
  });

  test('a preflight is answered, or refused', () => {
    const allowed = service.preflight?.(httpRequest('OPTIONS', '/saves/x', asked(request.origin)));
    expect(allowed).toMatchObject({ status: 200, headers: { 'access-control-max-age': '300' } });
    expect(service.preflight?.(httpRequest('OPTIONS', '/saves/x', asked('https://evil'))).status).toBe(403);
    expect(service.preflight?.(httpRequest('OPTIONS', '/other/x', asked(request.origin))).status).toBe(403);
    expect(service.preflight?.(httpRequest('OPTIONS', '/saves/x')).status).toBe(400);
  });

  test.each([
    ['capacitor://localhost', 200],
    ['ionic://localhost:8080', 200],
    ['capacitor://app', 403],
    ['null', 403],
  ])('a WebView that sends the origin %s is answered with %i', (origin, status) => {
    const answer = service.preflight?.(httpRequest('OPTIONS', '/saves/x', asked(origin)));
    expect(answer?.status).toBe(status);
    expect(answer?.headers['access-control-allow-origin']).toBe(status === 200 ? origin : undefined);
    const actual = service.corsHeaders?.(httpRequest('PUT', '/saves/x', { origin }));
    expect(actual?.['access-control-allow-origin']).toBe(status === 200 ? origin : undefined);
  });

  test('an answer to an allowed origin may be read, one to another may not', () => {
    const headers = (origin: string) => service.corsHeaders?.(httpRequest('GET', '/saves/x', { origin }));
    expect(headers(request.origin)).toMatchObject({ 'access-control-expose-headers': 'ETag' });
    expect(headers('https://evil')).toEqual({});
    expect(service.corsHeaders?.(httpRequest('GET', '/%ff/x', { origin: request.origin }))).toEqual({});
  });
});
