import { poolTrust } from '../../../lib/guardrails/pool-trust';
import { findings } from './findings';

describe('a trust in identity pools', () => {
  const aud = { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' };
  const amr = (value: unknown) => ({ 'cognito-identity.amazonaws.com:amr': value });
  const good = { StringEquals: aud, 'ForAnyValue:StringLike': amr('authenticated') };

  function problems(
    Condition: unknown,
    Principal: unknown = { Federated: 'cognito-identity.amazonaws.com' },
  ): string[] {
    const AssumeRolePolicyDocument = {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal, Condition }],
    };
    return findings(poolTrust, { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } }).map(
      ({ problem }) => problem,
    );
  }

  test('passes with the pool and one kind of player', () => {
    expect(problems(good)).toEqual([]);
    expect(problems({ ...good, 'ForAnyValue:StringLike': amr(['unauthenticated']) })).toEqual([]);
  });

  test.each([
    ['without conditions', undefined, ['Any identity pool', 'alike open']],
    ['without pool', { 'ForAnyValue:StringLike': amr('authenticated') }, ['Any identity pool']],
    ['with a pattern for the pool', { ...good, StringEquals: undefined, StringLike: aud }, ['Any identity pool']],
    ['without amr', { StringEquals: aud }, ['alike open']],
    [
      'with ForAllValues, which an absent amr passes',
      { StringEquals: aud, 'ForAllValues:StringLike': amr('authenticated') },
      ['alike open'],
    ],
    [
      'with plain StringEquals on many-valued amr',
      { StringEquals: { ...aud, ...amr('authenticated') } },
      ['alike open'],
    ],
    [
      'with a pattern that guests match too',
      { ...good, 'ForAnyValue:StringLike': amr('*authenticated') },
      ['must be exactly'],
    ],
    [
      'with both kinds of player',
      { ...good, 'ForAnyValue:StringLike': amr(['authenticated', 'unauthenticated']) },
      ['must be exactly'],
    ],
  ])('fails %s', (_, condition, expected) => {
    expect(problems(condition)).toEqual(expected.map((part) => expect.stringContaining(part)));
  });

  test.each([
    ['everybody', '*'],
    ['every AWS principal', { AWS: '*' }],
    ['any federation', { Federated: ['*'] }],
  ])('fails where %s may take the role', (_, principal) => {
    expect(problems(undefined, principal)).toHaveLength(2);
  });

  test('is not asked of a role that something else opens', () => {
    expect(problems(undefined, { Service: 'lambda.amazonaws.com' })).toEqual([]);
  });
});
