import { jsonLog } from '../../../lambda/smoke-test/log';
import { createMask } from '../../../lambda/smoke-test/mask';

const guest = 'eu-central-1:0b6b2c1e-7f0a-4c39-9d1e-2f5f6a7b8c9d';
const pool = 'eu-central-1:11111111-2222-3333-4444-555555555555';

describe('the mask', () => {
  test('an identity ID is taken out of an AWS error message, plain or percent-encoded', () => {
    const mask = createMask();
    expect(mask.text(`denied on arn:aws:s3:::files/private/${guest}/a.txt`)).toBe(
      'denied on arn:aws:s3:::files/private/***/a.txt',
    );
    expect(mask.text(`/private/${encodeURIComponent(guest)}/a.txt`)).toBe('/private/***/a.txt');
    for (const region of ['us-gov-west-1', 'eusc-de-east-1']) {
      expect(mask.text(guest.replace('eu-central-1', region))).toBe('***');
    }
  });

  test("the identity pool's ID, which is public, stays readable", () => {
    expect(createMask([pool]).text(`pool ${pool}, identity ${guest}`)).toBe(`pool ${pool}, identity ***`);
  });

  test('what is hidden is taken out wherever it stands in a value', () => {
    const mask = createMask();
    mask.hide('refresh/token+1', undefined);
    expect(mask.json({ a: ['x refresh/token+1 y'], b: { c: 'refresh%2Ftoken%2B1' }, d: 1, e: true })).toEqual({
      ...{ a: ['x *** y'], b: { c: '***' }, d: 1, e: true },
    });
  });

  test('what is hidden later is taken out too, whatever characters it has, and whole where another begins alike', () => {
    const mask = createMask();
    mask.hide('amzn1.account|a+b');
    expect(mask.text('amzn1.account|a+b amzn1xaccount')).toBe('*** amzn1xaccount');
    mask.hide('secret', 'secret-(and more)', '[a-z]{4}', 'x\\y/z');
    expect(mask.text('secret-(and more) secret [a-z]{4} abcd x\\y/z')).toBe('*** *** *** abcd ***');
  });

  test('a text that is not well-formed is hidden as any other', () => {
    const mask = createMask();
    mask.hide('token\uD800 of nobody', 'an ordinary 🙂 token');
    expect(mask.text('x token\uD800 of nobody, an ordinary 🙂 token y')).toBe('x ***, *** y');
    expect(mask.text(encodeURIComponent('an ordinary 🙂 token'))).toBe('***');
  });

  test('tokens and access keys are taken out by their shape alone', () => {
    expect(createMask().text('a eyJhbGciOi.eyJzdWIi.c2ln b ASIAIOSFODNN7EXAMPLE c')).toBe('a *** b *** c');
  });

  test('ordinary words stay as they are', () => {
    const mask = createMask();
    mask.hide('', 'get');
    expect(mask.text('may get its own private file')).toBe('may get its own private file');
  });
});

describe('the log', () => {
  test('is one masked JSON object a line, with level and time', () => {
    const lines: string[] = [];
    const log = jsonLog(createMask(), { now: () => 0 }, (line) => lines.push(line));
    log('ERROR', 'Not as expected', { message2: `for ${guest}` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      timestamp: '1970-01-01T00:00:00.000Z',
      level: 'ERROR',
      message: 'Not as expected',
      message2: 'for ***',
    });
  });
});
