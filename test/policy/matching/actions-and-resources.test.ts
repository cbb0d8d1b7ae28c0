import { ask, identityPolicy, type Keys } from '../fixtures';

type Case = readonly [claim: string, statement: object, action: string, resource: string, matches: boolean];

const object = 'arn:aws:s3:::bucket/key';

describe('Action and NotAction', () => {
  test.each<Case>([
    ['the same action', { Action: 's3:GetObject' }, 's3:GetObject', object, true],
    ['another action', { Action: 's3:GetObject' }, 's3:PutObject', object, false],
    ['an action that begins alike', { Action: 's3:GetObject' }, 's3:GetObjectAcl', object, false],
    ['case does not count', { Action: 'S3:getobject' }, 's3:GetObject', object, true],
    ['a star at the end', { Action: 's3:Get*' }, 's3:GetObjectAcl', object, true],
    ['a star in the middle', { Action: 's3:*Acl' }, 's3:GetObjectAcl', object, true],
    ['a question mark', { Action: 's3:?etObject' }, 's3:GetObject', object, true],
    ['all of a service', { Action: 's3:*' }, 's3:GetObject', object, true],
    ['all of another service', { Action: 'dynamodb:*' }, 's3:GetObject', object, false],
    ['everything', { Action: '*' }, 's3:GetObject', object, true],
    ['everything of every service', { Action: '*:*' }, 's3:GetObject', object, true],
    ['one of several', { Action: ['s3:PutObject', 's3:GetObject'] }, 's3:GetObject', object, true],
    ['NotAction: the one it names', { NotAction: 's3:GetObject' }, 's3:GetObject', object, false],
    ['NotAction: any other', { NotAction: 's3:GetObject' }, 'iam:CreateUser', object, true],
    ['NotAction: one of several', { NotAction: ['s3:GetObject', 'iam:*'] }, 'iam:CreateUser', object, false],
  ])('%s', (_claim, statement, action, resource, matches) => {
    expect(allows({ Resource: '*', ...statement }, action, resource)).toBe(matches);
    expect(denies({ Resource: '*', ...statement }, action, resource)).toBe(matches);
  });
});

describe('Resource and NotResource', () => {
  test.each<Case>([
    ['the same ARN', { Resource: object }, 's3:GetObject', object, true],
    ['case counts', { Resource: object }, 's3:GetObject', 'arn:aws:s3:::bucket/Key', false],
    ['the bucket is not its objects', { Resource: 'arn:aws:s3:::bucket' }, 's3:GetObject', object, false],
    [
      'the objects are not the bucket',
      { Resource: 'arn:aws:s3:::bucket/*' },
      's3:ListBucket',
      'arn:aws:s3:::bucket',
      false,
    ],
    ['a star takes slashes', { Resource: 'arn:aws:s3:::bucket/*' }, 's3:GetObject', 'arn:aws:s3:::bucket/a/b/c', true],
    [
      'a star takes colons in the last field',
      { Resource: 'arn:aws:s3:::bucket/*' },
      's3:GetObject',
      'arn:aws:s3:::bucket/a:b',
      true,
    ],
    [
      'a bucket that begins alike',
      { Resource: 'arn:aws:s3:::bucket/*' },
      's3:GetObject',
      'arn:aws:s3:::bucket2/a',
      false,
    ],
    [
      'a star in region and account',
      { Resource: 'arn:aws:sqs:*:*:jobs' },
      'sqs:SendMessage',
      'arn:aws:sqs:eu-west-1:123456789012:jobs',
      true,
    ],
    ['a question mark in the last field', { Resource: 'arn:aws:s3:::bucket/?ey' }, 's3:GetObject', object, true],
    [
      'dots in a key are not resolved',
      { Resource: 'arn:aws:s3:::bucket/a/*' },
      's3:GetObject',
      'arn:aws:s3:::bucket/a/../b',
      true,
    ],
    ['everything', { Resource: '*' }, 's3:GetObject', object, true],
    ['an action without resource', { Resource: '*' }, 's3:ListAllMyBuckets', '*', true],
    [
      'an ARN does not name the action without resource',
      { Resource: 'arn:aws:s3:::*' },
      's3:ListAllMyBuckets',
      '*',
      false,
    ],
    [
      'an ARN is completed with stars',
      { Resource: 'arn:aws:sqs' },
      'sqs:SendMessage',
      'arn:aws:sqs:eu-west-1:1:jobs',
      true,
    ],
    [
      'a completed ARN keeps its service',
      { Resource: 'arn:aws:sqs' },
      'sns:Publish',
      'arn:aws:sns:eu-west-1:1:jobs',
      false,
    ],
    [
      'a completed ARN keeps its account',
      { Resource: 'arn:aws:sqs:eu-west-1:1' },
      'sqs:SendMessage',
      'arn:aws:sqs:eu-west-1:12:jobs',
      false,
    ],
    [
      'an ARN completed by its last field',
      { Resource: 'arn:aws:sqs:eu-west-1:1' },
      'sqs:SendMessage',
      'arn:aws:sqs:eu-west-1:1:jobs',
      true,
    ],
    ['an ARN that ends with its fifth colon', { Resource: 'arn:aws:s3:::' }, 's3:GetObject', object, false],
    ['one of several', { Resource: ['arn:aws:s3:::other/*', object] }, 's3:GetObject', object, true],
    ['NotResource: the one it names', { NotResource: object }, 's3:GetObject', object, false],
    ['NotResource: any other', { NotResource: object }, 's3:GetObject', 'arn:aws:s3:::bucket/other', true],
  ])('%s', (_claim, statement, action, resource, matches) => {
    expect(allows({ Action: '*', ...statement }, action, resource)).toBe(matches);
    expect(denies({ Action: '*', ...statement }, action, resource)).toBe(matches);
  });

  test('where the pages disagree, a star in a field does not cross the colon to allow, and does to deny', () => {
    const [resource, table] = ['arn:aws:dynamodb:*:table/x', 'arn:aws:dynamodb:eu-west-1:123456789012:table/x'];
    expect(allows({ Action: '*', Resource: resource }, 'dynamodb:GetItem', table)).toBe(false);
    expect(denies({ Action: '*', Resource: `${resource}*` }, 'dynamodb:GetItem', `${table}:1`)).toBe(true);
    expect(allows({ Action: '*', NotResource: `${resource}*` }, 'dynamodb:GetItem', `${table}:1`)).toBe(false);
    expect(denies({ Action: '*', NotResource: resource }, 'dynamodb:GetItem', table)).toBe(true);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  test.each([
    ['1/test/object.jpg', true],
    ['1/2/test/object.jpg', true],
    ['1/2/test/3/object.jpg', true],
    ['1/2/3/test/4/object.jpg', true],
    ['1///test///object.jpg', true],
    ['1/test/.jpg', true],
    ['/test/object.jpg', true],
    ['1/test/', true],
    ['1-test/object.jpg', false],
    ['test/object.jpg', false],
    ['1/2/test.jpg', false],
  ])("the page's example: amzn-s3-demo-bucket/*/test/* and the key %s", (key, matches) => {
    const statement = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*' };
    expect(allows(statement, 's3:GetObject', `arn:aws:s3:::amzn-s3-demo-bucket/${key}`)).toBe(matches);
  });
});

function allows(statement: object, action: string, resource: string, keys: Keys = {}): boolean {
  return ask(action, resource, { identityPolicies: [identityPolicy({ Effect: 'Allow', ...statement })], keys }).allowed;
}

function denies(statement: object, action: string, resource: string): boolean {
  const policy = identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', ...statement });
  return ask(action, resource, { identityPolicies: [policy] }).kind === 'explicit-deny';
}
