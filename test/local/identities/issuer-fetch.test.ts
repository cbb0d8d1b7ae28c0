import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issuerAddress, issuerFetch } from '../../../local/identities/issuer-fetch';

const issuer = 'https://players.star-harvest.example';
const realm = 'https://shared.example/realms/game';
const table = {
  [issuer]: 'http://127.0.0.1:4501',
  [realm]: 'http://127.0.0.1:4502/realms/game',
  'https://shared.example': 'http://127.0.0.1:4503/',
};

describe('the address of an issuer', () => {
  test.each([
    [`${issuer}/.well-known/openid-configuration`, 'http://127.0.0.1:4501/.well-known/openid-configuration'],
    [issuer, 'http://127.0.0.1:4501/'],
    [`${issuer}/token?a=b&c=%2F`, 'http://127.0.0.1:4501/token?a=b&c=%2F'],
    [`${issuer}:443/token`, 'http://127.0.0.1:4501/token'],
    [realm, 'http://127.0.0.1:4502/realms/game'],
    [`${realm}/token`, 'http://127.0.0.1:4502/realms/game/token'],
    ['https://shared.example/realms/games/token', 'http://127.0.0.1:4503/realms/games/token'],
  ])('%s is answered at %s', (url, target) => {
    expect(issuerAddress(table, url)?.target).toBe(target);
  });

  test('it is called by its own name', () => {
    expect(issuerAddress(table, `${realm}/token`)?.headers).toEqual({
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'shared.example',
    });
  });

  test.each([
    'https://players.star-harvest.example.evil.com/token',
    'https://players.star-harvest.example@evil.com/token',
    'http://players.star-harvest.example/token',
    'https://players.star-harvest.example:8443/token',
    'https://other.players.star-harvest.example/token',
    'https://evil.com/https://players.star-harvest.example/token',
  ])('%s belongs to nobody here', (url) => {
    expect(issuerAddress(table, url)).toBeUndefined();
    // The control: the same table does own this one.
    expect(issuerAddress(table, `${issuer}/token`)).toBeDefined();
  });

  test('a path is matched by whole segments', () => {
    const only = { [realm]: table[realm] ?? '' };
    expect(issuerAddress(only, 'https://shared.example/realms/games')).toBeUndefined();
    expect(issuerAddress(only, 'https://shared.example/realms/game/x')).toBeDefined();
  });
});

describe('fetching from an issuer', () => {
  let server: Server;
  let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
  let mapped: typeof globalThis.fetch;
  let address: string;

  beforeEach(async () => {
    seen = [];
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      const [, status, to] = /^\/redirect\/(\d+)\?to=(.*)$/.exec(request.url ?? '') ?? [];
      if (status === undefined) response.end('hello');
      else response.writeHead(Number(status), { location: decodeURIComponent(to ?? '') }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    mapped = issuerFetch({ [issuer]: address });
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const redirect = (status: number, to: string) => `${issuer}/redirect/${status}?to=${encodeURIComponent(to)}`;

  test.each([
    ['a string', () => `${issuer}/jwks`],
    ['a URL', () => new URL(`${issuer}/jwks`)],
    ['a Request', () => new Request(`${issuer}/jwks`, { headers: { accept: 'text/plain' } })],
  ])('%s goes to the address, under the issuer’s name', async (_kind, input) => {
    const response = await mapped(input());
    expect(await response.text()).toBe('hello');
    expect(response.url).toBe(`${issuer}/jwks`);
    expect(seen).toMatchObject([
      { url: '/jwks', headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'players.star-harvest.example' } },
    ]);
  });

  test('issuers that come and go are looked up at each call', async () => {
    const table: Record<string, string> = {};
    const refused = () => Promise.reject(new TypeError('fetch failed'));
    const real = (input: string | URL | Request, init?: RequestInit) =>
      String(input).startsWith(address) ? fetch(input, init) : refused();
    const coming = issuerFetch(() => table, real);
    await expect(coming(`${issuer}/jwks`)).rejects.toThrow('fetch failed');
    table[issuer] = address;
    expect((await coming(`${issuer}/jwks`)).status).toBe(200);
    delete table[issuer];
    await expect(coming(`${issuer}/jwks`)).rejects.toThrow('fetch failed');
  });

  test('a body goes along', async () => {
    await mapped(new Request(`${issuer}/token`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }));
    expect(seen).toMatchObject([{ method: 'POST', body: 'a=b' }]);
    expect(seen[0]?.headers['content-type']).toMatch('application/x-www-form-urlencoded');
  });

  test('a redirect within the issuer stays at the address', async () => {
    const response = await mapped(redirect(302, `${issuer}/jwks`));
    expect([response.status, response.redirected, response.url]).toEqual([200, true, `${issuer}/jwks`]);
    expect(seen.map(({ url }) => url)).toEqual([expect.stringContaining('/redirect/302'), '/jwks']);
  });

  test('a redirected POST becomes a GET by 303 and stays one by 307', async () => {
    const post = { method: 'POST', body: 'secret' };
    await mapped(redirect(303, '/after'), post);
    expect(seen.at(-1)).toMatchObject({ method: 'GET', url: '/after', body: '' });
    await mapped(redirect(307, '/after'), post);
    expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/after', body: 'secret' });
  });

  test('what is bound to the issuer does not follow a redirect to another origin', async () => {
    const headers = { authorization: 'Bearer secret', cookie: 'a=b', accept: 'text/plain' };
    await mapped(redirect(302, `${address}/elsewhere`), { headers });
    expect(seen[0]?.headers).toMatchObject(headers);
    expect(seen.at(-1)).toMatchObject({ url: '/elsewhere', headers: { accept: 'text/plain' } });
    expect(Object.keys(seen.at(-1)?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authorization|cookie|x-forwarded/)]),
    );
  });

  test('redirects are left alone, or refused, when the caller asks for that', async () => {
    const response = await mapped(redirect(302, '/after'), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/after']);
    await expect(mapped(redirect(302, '/after'), { redirect: 'error' })).rejects.toThrow(TypeError);
    await expect(mapped(`${issuer}/plain`, { redirect: 'error' })).resolves.toMatchObject({ status: 200 });
  });

  test('a circle of redirects ends', async () => {
    const circle = createServer((_request, response) => response.writeHead(302, { location: '/again' }).end());
    await new Promise<void>((resolve) => circle.listen(0, '127.0.0.1', resolve));
    const round = issuerFetch({ [issuer]: `http://127.0.0.1:${(circle.address() as AddressInfo).port}` });
    await expect(round(issuer)).rejects.toThrow('more than 20 redirects');
    circle.closeAllConnections();
    await new Promise((resolve) => circle.close(resolve));
  });

  test('whatever is not mapped is fetched for real, untouched', async () => {
    const real = jest.fn(async () => new Response('real'));
    const fetch = issuerFetch({ [issuer]: address }, real);
    const request = new Request('https://accounts.google.com/token', { method: 'POST', body: 'x' });
    const init = { headers: { a: 'b' } };
    expect(await (await fetch(request, init)).text()).toBe('real');
    expect(real.mock.calls).toEqual([[request, init]]);
    expect(seen).toEqual([]);
  });

  test('a caller can give up', async () => {
    await expect(mapped(`${issuer}/jwks`, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    await expect(mapped(`${issuer}/jwks`)).resolves.toMatchObject({ status: 200 });
  });
});
