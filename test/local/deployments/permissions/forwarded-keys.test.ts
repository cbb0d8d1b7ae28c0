import { forwardedKeys } from '../../../../policy/condition-keys/caller-keys';
import { type ExecutionAccount, executionAccount } from './execution-account';

const files = { Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } } } };
const allowedIf = (key: string, Null: 'true' | 'false') => [
  { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Null: { [key]: Null } } },
];
const made = 'CREATE_COMPLETE';
const refused = 'ROLLBACK_COMPLETE';

let account: ExecutionAccount;
beforeEach(() => {
  account = executionAccount();
});
afterEach(() => expect(account.defects).toEqual([]));

/** What becomes of a bucket, for whom everything is allowed where a key is there, and where it is not. */
async function outcomes(key: string) {
  const deployed = [];
  for (const there of ['false', 'true'] as const) {
    account.allow(allowedIf(key, there));
    deployed.push(await account.deploy(`stack-${there}`, files));
    account.allow([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await account.remove(`stack-${there}`);
  }
  return deployed;
}

test.each(forwardedKeys.map(({ key, presence }) => [key, presence]))('%s, %s', async (key, presence) => {
  expect(await outcomes(key)).toEqual(presence === 'always' ? [made, refused] : [refused, refused]);
});

test.each(['aws:SourceVpce', 'aws:SourceArn'])('%s, which is not in the table, is not there', async (key) => {
  expect(await outcomes(key)).toEqual([refused, made]);
});
