import { readFileSync } from 'node:fs';
import { deployStack } from '../../../assembly/deploy-stack';
import { parseTemplate } from '../../../assembly/parse-template';
import { checkTemplate } from '../../../assembly/template';
import { newAccount } from '../../../local/account/new-account';
import { emptyInventory } from '../../../local/iam/inventory';
import { Issuers } from '../../../local/identities/issuer-keys';
import { resourceTypes } from '../../../local/resources/all-types';
import { identityOf } from '../../../local/resources/identity-of';
import { standUp } from '../../../local/resources/stand-up';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const file = 'node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml';
const template = checkTemplate(parseTemplate(readFileSync(file, 'utf8')), file);

/** What `cdk bootstrap` gives its template, unless it is told otherwise. */
const byCli = {
  FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY',
  PublicAccessBlockConfiguration: 'true',
  CloudFormationExecutionPolicies: 'arn:aws:iam::aws:policy/AdministratorAccess',
};

const deploy = (parameters: Readonly<Record<string, string>> = {}) =>
  deployStack({
    name: 'CDKToolkit',
    target,
    template,
    terminationProtection: false,
    assets: new Map(),
    constructPaths: new Map(),
    parameters: new Map(Object.entries({ ...byCli, ...parameters })),
    imports: {
      exported: () => {
        throw new Error('nothing is imported');
      },
      stackOutput: () => {
        throw new Error('nothing is imported');
      },
    },
    identityOf,
    claim: () => {},
  });

test('every resource of the bootstrap template is understood', () => {
  const stack = deploy();
  expect(stack.resources.map(({ type, ref }) => `${type} ${ref}`)).toEqual(
    expect.arrayContaining([
      'AWS::S3::Bucket cdk-hnb659fds-assets-123456789012-eu-west-1',
      'AWS::ECR::Repository cdk-hnb659fds-container-assets-123456789012-eu-west-1',
      'AWS::IAM::Role cdk-hnb659fds-deploy-role-123456789012-eu-west-1',
      'AWS::SSM::Parameter /cdk-bootstrap/hnb659fds/version',
    ]),
  );
  const clock = { now: () => 0 };
  const issuers = new Issuers({ fetch, clock });
  const account = newAccount({
    ...{ place: target, clock, existing: emptyInventory, issuers, fetch },
    deliver: () => {},
    makeKeyPair: keyPairsOnHand(),
  });
  standUp([stack], resourceTypes, account);
  expect(account.parameters.find('/cdk-bootstrap/hnb659fds/version')?.versions.at(-1)?.value).toMatch(/^\d+$/);
  expect(account.repositories.all()).toMatchObject([{ tagMutability: 'IMMUTABLE' }]);
  const bucket = account.buckets.find('cdk-hnb659fds-assets-123456789012-eu-west-1');
  expect(bucket?.settings).toMatchObject({ versioning: 'Enabled', encryption: { algorithm: 'aws:kms' } });
  for (const name of ['deploy', 'file-publishing', 'lookup', 'cfn-exec', 'image-publishing']) {
    expect(
      account.roles.find(`arn:aws:iam::123456789012:role/cdk-hnb659fds-${name}-role-123456789012-eu-west-1`),
    ).toBeDefined();
  }
  expect(stack.outputs.map(({ name }) => name)).toContain('BootstrapVersion');
});

test.each<readonly [parameters: Record<string, string>, problem: RegExp | undefined]>([
  [{ Qualifier: 'mine' }, undefined],
  [{ Qualifier: 'far-too-long-a-name' }, /Qualifier failed to satisfy constraint: Qualifier must be an alphanumeric/],
  [{ PublicAccessBlockConfiguration: 'false' }, undefined],
  [
    { PublicAccessBlockConfiguration: 'no' },
    /PublicAccessBlockConfiguration failed to satisfy constraint: must be one of/,
  ],
  [{ TrustedAccounts: '123456789012,210987654321' }, undefined],
  // A key of the customer's own would be a resource of KMS.
  [{ FileAssetsBucketKmsKeyId: '' }, /resource type AWS::KMS::Key is not supported/],
])('bootstrap with %j', (parameters, problem) => {
  if (problem === undefined) expect(deploy(parameters).resources.length).toBeGreaterThan(10);
  else expect(() => deploy(parameters)).toThrow(problem);
});
