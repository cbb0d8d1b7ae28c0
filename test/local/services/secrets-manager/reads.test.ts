import { secretsOnHand, stackOf, token } from './secrets-on-hand';

const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
};
const tags = (Value: string) => [{ Key: 'game', Value }];
const onHand = () =>
  secretsOnHand(
    stackOf(
      {
        Apple: { Name: 'prod/apple', Description: 'The KEY of Apple', SecretString: 'hush', Tags: tags('moons') },
        Google: { Name: 'prod/google', SecretString: 'hush', Tags: tags('suns') },
        Test: { Name: 'test/apple', SecretString: 'hush' },
      },
      {
        Policy: {
          Type: 'AWS::SecretsManager::ResourcePolicy',
          Properties: { SecretId: { Ref: 'Apple' }, ResourcePolicy: policy },
        },
      },
    ),
  );

const names = (answer: { readonly [member: string]: unknown }) =>
  (answer.SecretList as readonly { readonly Name: string }[]).map(({ Name }) => Name);

describe('ListSecrets', () => {
  test('tells everything but the values', () => {
    const { call } = onHand();
    const answer = call('ListSecrets', {});
    expect(names(answer)).toEqual(['prod/apple', 'prod/google', 'test/apple']);
    expect(JSON.stringify(answer)).not.toContain('hush');
    const [first] = answer.SecretList as readonly object[];
    expect(first).toMatchObject({ Description: 'The KEY of Apple', Tags: tags('moons') });
    expect(Object.values((first as { SecretVersionsToStages: object }).SecretVersionsToStages)).toEqual([
      ['AWSCURRENT'],
    ]);
  });

  test.each([
    ['name', ['prod/'], ['prod/apple', 'prod/google']],
    ['name', ['Prod/'], []],
    ['name', ['apple'], []],
    ['name', ['!prod/'], ['test/apple']],
    ['name', ['test/', 'prod/g'], ['prod/google', 'test/apple']],
    ['description', ['the key'], ['prod/apple']],
    ['description', ['key'], []],
    ['tag-key', ['game'], ['prod/apple', 'prod/google']],
    ['tag-value', ['sun'], ['prod/google']],
    ['primary-region', ['us-'], ['prod/apple', 'prod/google', 'test/apple']],
    ['owning-service', ['rds'], []],
    ['all', ['APPLE key'], ['prod/apple']],
    ['all', ['nothing'], []],
  ])('filtered by %s %j', (Key, Values, found) => {
    expect(names(onHand().call('ListSecrets', { Filters: [{ Key, Values }] }))).toEqual(found);
  });

  test('needs every filter to hold', () => {
    const Filters = [
      { Key: 'name', Values: ['prod/'] },
      { Key: 'tag-value', Values: ['suns'] },
    ];
    expect(names(onHand().call('ListSecrets', { Filters }))).toEqual(['prod/google']);
  });

  test.each([
    [{ SortBy: 'name', SortOrder: 'desc' }, ['test/apple', 'prod/google', 'prod/apple']],
    [{ SortBy: 'last-accessed-date', SortOrder: 'desc' }, ['prod/google', 'test/apple', 'prod/apple']],
    [{ SortBy: 'last-changed-date' }, ['prod/google', 'test/apple', 'prod/apple']],
  ])('in the order of %j', (order, found) => {
    const { call, clock } = onHand();
    clock.time += 1000;
    call('GetSecretValue', { SecretId: 'prod/google' });
    call('PutSecretValue', { SecretId: 'test/apple', SecretString: 'x', ClientRequestToken: token('a') });
    clock.time += 1000;
    call('PutSecretValue', { SecretId: 'prod/apple', SecretString: 'x', ClientRequestToken: token('b') });
    expect(names(call('ListSecrets', order))).toEqual(found);
  });

  test('is asked about no secret in particular', () => {
    expect(onHand().questions('ListSecrets', {})).toEqual([{ action: 'secretsmanager:ListSecrets', resource: '*' }]);
  });
});

describe('pages', () => {
  test.each([
    ['ListSecrets', 'SecretList', {}, 3],
    ['ListSecretVersionIds', 'Versions', { SecretId: 'prod/apple', IncludeDeprecated: true }, 3],
  ])('%s, one by one, is the whole', (operation, member, more, count) => {
    const { call, refusal } = onHand();
    for (const letter of ['a', 'b']) {
      call('PutSecretValue', { SecretId: 'prod/apple', SecretString: letter, ClientRequestToken: token(letter) });
    }
    const found: unknown[] = [];
    let NextToken: unknown;
    do {
      const page = call(operation, { ...more, MaxResults: 1, ...(NextToken === undefined ? {} : { NextToken }) });
      found.push(...(page[member] as readonly unknown[]));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(found).toEqual(call(operation, more)[member]);
    expect(found).toHaveLength(count);
    expect(refusal(operation, { ...more, NextToken: 'nowhere' })).toMatch(/^InvalidNextTokenException/);
    expect(refusal(operation, { ...more, MaxResults: 101 })).toMatch(/^InvalidParameterException/);
    expect(refusal(operation, { ...more, MaxResults: 100 })).toBe('no refusal');
  });
});

test('a version without a label is listed only where it is asked for', () => {
  const { call } = onHand();
  for (const letter of ['a', 'b']) {
    call('PutSecretValue', { SecretId: 'prod/apple', SecretString: letter, ClientRequestToken: token(letter) });
  }
  const versions = call('ListSecretVersionIds', { SecretId: 'prod/apple' }).Versions as readonly object[];
  expect(versions).toMatchObject([{ VersionStages: ['AWSPREVIOUS'] }, { VersionStages: ['AWSCURRENT'] }]);
});

test('a resource policy is answered as it was written, and its absence too', () => {
  const { call } = onHand();
  expect(JSON.parse(String(call('GetResourcePolicy', { SecretId: 'prod/apple' }).ResourcePolicy))).toEqual(policy);
  expect(call('GetResourcePolicy', { SecretId: 'test/apple' })).toMatchObject({ Name: 'test/apple' });
  expect(call('GetResourcePolicy', { SecretId: 'test/apple' }).ResourcePolicy).toBeUndefined();
});

test.each(['ListSecretVersionIds', 'GetResourcePolicy', 'DescribeSecret'])(
  '%s of a secret that is not there',
  (name) => {
    const { refusal, questions } = onHand();
    expect(refusal(name, { SecretId: 'missing' })).toMatch(/^ResourceNotFoundException/);
    expect(refusal(name, { SecretId: 'prod/apple' })).toBe('no refusal');
    expect(questions(name, { SecretId: 'prod/apple' })[0]).toMatchObject({
      action: `secretsmanager:${name}`,
      resource: expect.stringMatching(/:secret:prod\/apple-\w{6}$/),
    });
  },
);
