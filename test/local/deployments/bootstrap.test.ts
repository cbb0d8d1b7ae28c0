import { readFileSync } from 'node:fs';
import { GetBucketEncryptionCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { type AccountOnHand, accountOnHand } from './account-on-hand';

let on: AccountOnHand;
beforeAll(async () => {
  on = await accountOnHand();
});
afterAll(() => on.cloud.stop());
afterEach(() => expect(on.defects).toEqual([]));

const template = readFileSync('node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml', 'utf8');
/** What `cdk bootstrap` gives it, unless it is told otherwise. */
const byCli = {
  FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY',
  PublicAccessBlockConfiguration: 'true',
  CloudFormationExecutionPolicies: 'arn:aws:iam::aws:policy/AdministratorAccess',
};
const given = (parameters: object) => ({
  Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
});

test('the CDK’s own bootstrap template is deployed, changed, rolled back and deleted', async () => {
  expect(await on.deploy('CDKToolkit', template, given(byCli))).toBe('CREATE_COMPLETE');
  const s3 = new S3Client({ ...administratorClient(on.cloud), forcePathStyle: true });
  const Bucket = 'cdk-hnb659fds-assets-123456789012-eu-west-1';
  await s3.send(new PutObjectCommand({ Bucket, Key: 'asset', Body: '1' }));
  expect(await on.deploy('CDKToolkit', template, given({ ...byCli, PublicAccessBlockConfiguration: 'false' }))).toBe(
    'UPDATE_COMPLETE',
  );
  await expect(
    on.deploy('CDKToolkit', template, given({ ...byCli, PublicAccessBlockConfiguration: 'maybe' })),
  ).rejects.toThrow('Parameter PublicAccessBlockConfiguration failed to satisfy constraint');
  const broken = template.replace(
    'Resources:',
    'Resources:\n  Broken: { Type: AWS::S3::Bucket, Properties: { Nothing: 1 } }',
  );
  expect(await on.deploy('CDKToolkit', broken, given(byCli))).toBe('UPDATE_ROLLBACK_COMPLETE');
  await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  // The bucket of assets is kept, and what is in it.
  expect(await on.remove('CDKToolkit')).toBe('DELETE_COMPLETE');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'asset', Body: '2' }));
});
