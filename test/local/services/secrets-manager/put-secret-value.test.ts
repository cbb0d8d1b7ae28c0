import { secretsOnHand, stackOf, token } from './secrets-on-hand';

const secretId = 'players';
const players = () => secretsOnHand(stackOf({ Players: { Name: secretId, SecretString: 'first' } }));
const put = (SecretString: string, letter: string, more: object = {}) => ({
  SecretId: secretId,
  SecretString,
  ClientRequestToken: token(letter),
  ...more,
});

describe('a new version', () => {
  test('takes AWSCURRENT, and the version before it AWSPREVIOUS', () => {
    const { call } = players();
    const first = call('GetSecretValue', { SecretId: secretId });
    const second = call('PutSecretValue', put('second', 'a'));
    expect(second).toMatchObject({
      ARN: first.ARN,
      Name: secretId,
      VersionId: token('a'),
      VersionStages: ['AWSCURRENT'],
    });
    call('PutSecretValue', put('third', 'b'));
    expect(call('GetSecretValue', { SecretId: secretId }).SecretString).toBe('third');
    expect(call('GetSecretValue', { SecretId: secretId, VersionStage: 'AWSPREVIOUS' }).SecretString).toBe('second');
    expect(call('DescribeSecret', { SecretId: secretId }).VersionIdsToStages).toEqual({
      [token('a')]: ['AWSPREVIOUS'],
      [token('b')]: ['AWSCURRENT'],
    });
    // Without a label, but not gone.
    expect(call('GetSecretValue', { SecretId: secretId, VersionId: first.VersionId })).toMatchObject({
      SecretString: 'first',
      VersionStages: [],
    });
  });

  test('with labels of its own leaves AWSCURRENT where it is, and takes the label from others', () => {
    const { call, refusal } = players();
    call('PutSecretValue', put('second', 'a', { VersionStages: ['AWSPENDING'] }));
    expect(call('GetSecretValue', { SecretId: secretId }).SecretString).toBe('first');
    expect(refusal('GetSecretValue', { SecretId: secretId, VersionStage: 'AWSPREVIOUS' })).toMatch(/^ResourceNotFound/);
    call('PutSecretValue', put('third', 'b', { VersionStages: ['AWSPENDING'] }));
    expect(call('GetSecretValue', { SecretId: secretId, VersionStage: 'AWSPENDING' }).SecretString).toBe('third');
    expect(call('GetSecretValue', { SecretId: secretId, VersionId: token('a') }).VersionStages).toEqual([]);
  });

  test('is AWSCURRENT when it is the first, whatever labels it is given', () => {
    const { call, refusal } = secretsOnHand(stackOf({ Players: { Name: secretId } }));
    expect(refusal('GetSecretValue', { SecretId: secretId })).toBe(
      "ResourceNotFoundException (400): Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
    call('PutSecretValue', put('first', 'a', { VersionStages: ['MINE'] }));
    expect(call('GetSecretValue', { SecretId: secretId }).VersionStages).toEqual(['MINE', 'AWSCURRENT']);
  });

  test('may hold bytes, which come back as bytes', () => {
    const { call } = players();
    call('PutSecretValue', { SecretId: secretId, SecretBinary: 'AAEC', ClientRequestToken: token('a') });
    const answer = call('GetSecretValue', { SecretId: secretId });
    expect(answer.SecretBinary).toBe('AAEC');
    expect(answer).not.toHaveProperty('SecretString');
  });
});

describe('a token that a version has already', () => {
  test('with the same content succeeds and changes nothing', () => {
    const { call, clock } = players();
    const made = call('PutSecretValue', put('second', 'a'));
    const before = call('DescribeSecret', { SecretId: secretId });
    clock.time += 60_000;
    expect(call('PutSecretValue', put('second', 'a'))).toEqual(made);
    expect(call('DescribeSecret', { SecretId: secretId })).toEqual(before);
  });

  test('with the same content does not bring an older version back', () => {
    const { call } = players();
    call('PutSecretValue', put('second', 'a'));
    call('PutSecretValue', put('third', 'b'));
    expect(call('PutSecretValue', put('second', 'a')).VersionStages).toEqual(['AWSPREVIOUS']);
    expect(call('GetSecretValue', { SecretId: secretId }).SecretString).toBe('third');
  });

  test('with other content fails, so that one of two writers loses and learns it', () => {
    const { call, refusal } = players();
    const { ARN } = call('PutSecretValue', put('mine', 'a'));
    expect(refusal('PutSecretValue', put('yours', 'a'))).toBe(
      `ResourceExistsException (400): You can't use ClientRequestToken ${token('a')} because that value is already in use for a version of secret ${ARN}.`,
    );
    expect(call('GetSecretValue', { SecretId: secretId }).SecretString).toBe('mine');
    expect(refusal('PutSecretValue', put('yours', 'b'))).toBe('no refusal');
  });

  test('fails too when the version has no label left', () => {
    const { call, refusal } = players();
    for (const letter of ['a', 'b', 'c']) call('PutSecretValue', put(letter, letter));
    expect(call('GetSecretValue', { SecretId: secretId, VersionId: token('a') }).VersionStages).toEqual([]);
    expect(refusal('PutSecretValue', put('other', 'a'))).toMatch(/^ResourceExistsException/);
  });

  test('text and bytes of the same letters are not the same content', () => {
    const { call, refusal } = players();
    call('PutSecretValue', put('AAEC', 'a'));
    const bytes = { SecretId: secretId, SecretBinary: 'AAEC', ClientRequestToken: token('a') };
    expect(refusal('PutSecretValue', bytes)).toMatch(/^ResourceExistsException/);
  });
});

test('deprecated versions go when there are more than a hundred, but none younger than a day', () => {
  const { call, clock, refusal } = players();
  const id = (index: number) => `${index}`.padStart(32, '0');
  const many = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      call('PutSecretValue', { SecretId: secretId, SecretString: `${index}`, ClientRequestToken: id(index) });
    }
  };
  many(0, 150);
  expect(call('GetSecretValue', { SecretId: secretId, VersionId: id(0) }).SecretString).toBe('0');
  clock.time += 25 * 60 * 60 * 1000;
  many(150, 151);
  expect(refusal('GetSecretValue', { SecretId: secretId, VersionId: id(0) })).toMatch(/^ResourceNotFoundException/);
  expect(call('GetSecretValue', { SecretId: secretId, VersionId: id(149) }).VersionStages).toEqual(['AWSPREVIOUS']);
});

test.each<[string, object, string]>([
  ['neither text nor bytes', { SecretString: undefined }, 'InvalidRequestException (400): You must provide either'],
  ['both text and bytes', { SecretBinary: 'AAEC' }, 'InvalidRequestException (400): You must provide either'],
  [
    'no token',
    { ClientRequestToken: undefined },
    'InvalidRequestException (400): You must provide a ClientRequestToken',
  ],
  [
    'a token that is too short',
    { ClientRequestToken: 'short' },
    'InvalidParameterException (400): ClientRequestToken: ',
  ],
  ['an empty text', { SecretString: '' }, 'InvalidParameterException (400): SecretString: '],
  [
    'a text of more than 64 KiB',
    { SecretString: 'ä'.repeat(32_769) },
    'InvalidParameterException (400): SecretString: ',
  ],
  [
    'bytes that are not base 64',
    { SecretString: undefined, SecretBinary: '§' },
    'InvalidParameterException (400): SecretB',
  ],
  ['no labels in the list', { VersionStages: [] }, 'InvalidParameterException (400): VersionStages: '],
  ['no secret', { SecretId: undefined }, 'InvalidParameterException (400): SecretId: '],
  [
    'an unknown secret',
    { SecretId: 'other' },
    "ResourceNotFoundException (400): Secrets Manager can't find the specified",
  ],
])('%s is refused', (_claim, change, message) => {
  const { refusal } = players();
  expect(refusal('PutSecretValue', put('good', 'a', change))).toContain(message);
  expect(refusal('PutSecretValue', put('ä'.repeat(32_768), 'b'))).toBe('no refusal');
});
