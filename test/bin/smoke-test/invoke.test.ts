import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { invokeDeployed } from '../../../bin/smoke-test/invoke';

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: object;
}

const report = { schemaVersion: 1, ok: true, milliseconds: 1, summary: { passed: 0 }, backend: [], players: [] };
const asked: { url: string | undefined; event: unknown }[] = [];
let answer: Answer;
let server: Server;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push({ url: request.url, event: JSON.parse(await text(request)) });
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked.length = 0;
});

function invoke(event: object) {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
  return invokeDeployed({ endpoint, credentials, region: 'eu-west-1' }, 'the-function', 'the-stack', event);
}

test('the function is asked for its report, with all that the event says', async () => {
  answer = { status: 200, body: report };
  const { report: read, whole } = await invoke({ propagationSeconds: 0 });
  expect(asked).toEqual([
    {
      url: '/2015-03-31/functions/the-function/invocations',
      event: { propagationSeconds: 0, onFailure: 'report' },
    },
  ]);
  expect(read.ok).toBe(true);
  expect(whole).toEqual(report);
});

test('one that fails to start is not started again: the first run may go on', async () => {
  answer = { status: 500, headers: { 'x-amzn-errortype': 'ServiceException' }, body: { Message: 'failed' } };
  await expect(invoke({})).rejects.toThrow('failed');
  expect(asked).toHaveLength(1);
});

test('one that Lambda ended says so', async () => {
  const errorMessage = '2026-11-27T12:00:00.000Z 1 Task timed out after 300.00 seconds';
  answer = { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorMessage } };
  await expect(invoke({})).rejects.toThrow(`the smoke test of the-stack broke off: ${errorMessage}`);
});

test('another answer than a report is none', async () => {
  answer = { status: 200, body: { hello: 'world' } };
  await expect(invoke({})).rejects.toThrow('is not a report of schema version 1');
});
