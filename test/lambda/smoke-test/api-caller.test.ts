import { S3Client } from '@aws-sdk/client-s3';
import { apiCaller } from '../../../lambda/smoke-test/api-caller';

type Answer = Error | { readonly statusCode: number; readonly body: object };

const named = (name: string, code?: string) => Object.assign(new Error(name), { name, ...(code && { code }) });
const status = (statusCode: number, body: object = { message: 'Internal server error' }): Answer => ({
  statusCode,
  body,
});
const good = status(200, { best: 1 });

/** A caller whom this is answered, one after the other. */
function answeredBy(...answers: readonly Answer[]) {
  const requests: { readonly path: string; readonly body?: string }[] = [];
  const s3 = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      async handle(request: { path: string; body?: string }) {
        const answer = answers[requests.length] ?? good;
        requests.push(request);
        if (answer instanceof Error) throw answer;
        return { response: { statusCode: answer.statusCode, headers: {}, body: JSON.stringify(answer.body) } };
      },
    } as never,
    streamCollector: async (body: unknown) => Buffer.from(String(body)),
  });
  const call = apiCaller(s3.config, undefined);
  const path = '/boards/weekly/scores';
  return { requests, call: () => call('https://api.example/v1', { method: 'POST', path, body: { token: 'same' } }) };
}

test.each<[what: string, answer: Answer]>([
  ['the time is over', named('TimeoutError')],
  ['the connection breaks', named('Error', 'ECONNRESET')],
  ['the function is not ready', status(500)],
  ['the function answers nothing that can be understood', status(502)],
  ['others of the player come between', status(503, { error: 'Busy', message: 'Send this one again.' })],
  ['API Gateway waits for the function no longer', status(504, { message: 'Endpoint request timed out' })],
])('where %s, the same is sent again', async (_, answer) => {
  const { requests, call } = answeredBy(answer, answer);
  expect(await call()).toEqual({ best: 1 });
  expect(requests.map(({ path, body }) => [path, body])).toEqual(
    Array.from({ length: 3 }, () => ['/v1/boards/weekly/scores', '{"token":"same"}']),
  );
});

test('three times, and no more', async () => {
  const { requests, call } = answeredBy(named('TimeoutError'), named('TimeoutError'), named('TimeoutError'));
  await expect(call()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(requests).toHaveLength(3);
});

test.each<[name: string, answer: Answer]>([
  ['AccessDeniedException', status(403, { error: 'AccessDeniedException' })],
  ['ScoreTooSoon', status(429, { error: 'ScoreTooSoon' })],
  ['BadRequest', status(400, { error: 'BadRequest' })],
  ['TypeError', named('TypeError')],
])('%s is an answer', async (name, answer) => {
  const { requests, call } = answeredBy(answer);
  await expect(call()).rejects.toMatchObject({ name });
  expect(requests).toHaveLength(1);
  expect(await call()).toEqual({ best: 1 });
});
