import { s3Permissions, s3Question } from '../../../policy/operations/s3';
import { s3ListKeys } from '../../../policy/operations/s3-condition-keys';

const target = { partition: 'aws-cn', account: '111122223333', bucket: 'saves' };

describe('questions about S3', () => {
  test('an object, a bucket and the account each have their resource', () => {
    expect(s3Question(s3Permissions.GetObject, { ...target, key: 'a/*' }).resource).toBe('arn:aws-cn:s3:::saves/a/*');
    expect(s3Question(s3Permissions.ListObjectsV2, target).resource).toBe('arn:aws-cn:s3:::saves');
    expect(s3Question(s3Permissions.ListBuckets, target).resource).toBe('*');
  });

  test('a version is another action where there is one', () => {
    const version = { ...target, key: 'a', versionId: 'v1' };
    const question = s3Question(s3Permissions.GetObject, version);
    expect([question.action, question.context?.get('s3:versionid')]).toEqual(['s3:GetObjectVersion', 'v1']);
    expect(s3Question(s3Permissions.GetObjectRetention, version).action).toBe('s3:GetObjectRetention');
  });

  test('reading and writing are never the same action', () => {
    const actions = (prefix: RegExp) =>
      Object.entries(s3Permissions).flatMap(([name, { action }]) => (prefix.test(name) ? [action as string] : []));
    const reads = new Set(actions(/^(Get|Head|List)/));
    const writes = actions(/^(Put|Delete|Upload|Complete|Copy|Post|Update)/);
    expect(writes.filter((action) => reads.has(action))).toEqual([]);
    expect(writes.length).toBeGreaterThan(40);
  });

  test('every action is in an IAM namespace of S3', () => {
    for (const { action } of Object.values(s3Permissions)) expect(action).toMatch(/^s3(express)?:[A-Z][A-Za-z]+$/);
  });

  test('a prefix that is left out is absent or empty, an empty one is empty', () => {
    expect(s3ListKeys(new URLSearchParams(''))['s3:prefix']).toEqual({ uncertain: [undefined, ''] });
    expect(s3ListKeys(new URLSearchParams('prefix='))['s3:prefix']).toBe('');
  });
});
