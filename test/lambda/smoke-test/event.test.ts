import { parseEvent } from '../../../lambda/smoke-test/event';

describe('the event', () => {
  const defaultRun = { tokens: [], onFailure: 'throw', propagationSeconds: 60, requestIds: 'differences' };

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

  test('tokens come with their providers, also several of one', () => {
    const tokens = [
      { provider: 'google', token: 'header.payload.signature' },
      { provider: 'google', token: 'another.payload.signature' },
      { provider: 'www.amazon.com', token: 'Atza|opaque' },
    ];
    expect(parseEvent({ tokens })).toEqual({ ...defaultRun, tokens });
  });

  test('a run may choose its sources, its answer and its patience', () => {
    expect(parseEvent({ signedIn: ['event', 'secret', 'event'], onFailure: 'report', propagationSeconds: 0 })).toEqual({
      tokens: [],
      onFailure: 'report',
      propagationSeconds: 0,
      requestIds: 'differences',
      signedIn: ['event', 'secret'],
    });
  });

  test.each([
    ['a list', [], 'must be a JSON object'],
    ['a string', 'google', 'must be a JSON object'],
    ['an unknown field', { tokn: 'x' }, '"tokn" is not known'],
    ['a token outside of the list', { provider: 'google', token: 'x' }, '"provider" is not known'],
    ['a single token', { tokens: { provider: 'google', token: 'x' } }, '"tokens" must be a list of'],
    [
      'a long list of tokens',
      { tokens: Array(251).fill({ provider: 'google', token: 'x' }) },
      '"tokens" must be a list of {"provider": …, "token": …}, 250 at most',
    ],
    ['a token without provider', { tokens: [{ token: 'x' }] }, '"tokens[0]" must be'],
    ['a provider without token', { tokens: [{ provider: 'google' }] }, '"tokens[0]" must be'],
    ['an empty token', { tokens: [{ provider: 'google', token: '' }] }, '"tokens[0]" must be'],
    ['a provider that is no string', { tokens: [{ provider: 1, token: 'x' }] }, '"tokens[0]" must be'],
    ['a token with more beside it', { tokens: [{ provider: 'a', token: 'x', flow: 'basic' }] }, '"tokens[0]" must be'],
    ['a token that is nothing', { tokens: [{ provider: 'a', token: 'x' }, null] }, '"tokens[1]" must be'],
    ['another answer to failures', { onFailure: 'ignore' }, '"onFailure" must be "throw" or "report"'],
    ['an unknown source', { signedIn: ['secret', 'guess'] }, '"signedIn" must be a list of'],
    ['a source that is no list', { signedIn: 'secret' }, '"signedIn" must be a list of'],
    ['IDs of other requests', { requestIds: 'none' }, '"requestIds" must be "all" or "differences"'],
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
    expect(refusal({ tokens: [{ provider: '', token: 'MARKER-TOKEN' }] })).toMatch(/^(?!.*MARKER).*"tokens\[0\]"/);
    expect(refusal({ tokens: ['MARKER'] })).toMatch(/^(?!.*MARKER).*"tokens\[0\]"/);
  });
});
