import { parseEvent } from '../../../lambda/smoke-test/event';

describe('the event', () => {
  const defaultRun = { onFailure: 'throw', propagationSeconds: 60 };

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    [
      "CloudFormation's own event",
      { RequestType: 'Create', ResourceProperties: {}, ResponseURL: 'https://example.org' },
    ],
  ])('%s is the default run', (_, event) => {
    expect(parseEvent(event)).toEqual(defaultRun);
  });

  test('a token comes with its provider', () => {
    expect(parseEvent({ provider: 'google', token: 'header.payload.signature' })).toEqual({
      ...defaultRun,
      token: { provider: 'google', token: 'header.payload.signature' },
    });
  });

  test('a run may choose its sources, its answer and its patience', () => {
    expect(parseEvent({ signedIn: ['event', 'secret', 'event'], onFailure: 'report', propagationSeconds: 0 })).toEqual({
      onFailure: 'report',
      propagationSeconds: 0,
      signedIn: ['event', 'secret'],
    });
  });

  test.each([
    ['a list', [], 'must be a JSON object'],
    ['a string', 'google', 'must be a JSON object'],
    ['an unknown field', { tokn: 'x' }, '"tokn" is not known'],
    ['a token without provider', { token: 'x' }, 'only come together'],
    ['a provider without token', { provider: 'google' }, 'only come together'],
    ['an empty token', { provider: 'google', token: '' }, '"token" must be a string'],
    ['a provider that is no string', { provider: 1, token: 'x' }, '"provider" must be a string'],
    ['another answer to failures', { onFailure: 'ignore' }, '"onFailure" must be "throw" or "report"'],
    ['an unknown source', { signedIn: ['secret', 'guess'] }, '"signedIn" must be a list of'],
    ['a source that is no list', { signedIn: 'secret' }, '"signedIn" must be a list of'],
    ['endless patience', { propagationSeconds: 301 }, '"propagationSeconds" must be a number from 0 to 300'],
    ['negative patience', { propagationSeconds: -1 }, '"propagationSeconds" must be'],
    ['patience in words', { propagationSeconds: '60' }, '"propagationSeconds" must be'],
  ])('%s is refused', (_, event, message) => {
    expect(() => parseEvent(event)).toThrow(message);
  });

  test('a refusal never quotes the token', () => {
    const refusal = (event: unknown) => {
      try {
        parseEvent(event);
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    expect(refusal({ provider: '', token: 'MARKER-TOKEN' })).toMatch(/^(?!.*MARKER).*"provider"/);
    expect(refusal({ token: { MARKER: 1 } })).toMatch(/^(?!.*MARKER).*"token"/);
  });
});
