import { readFileSync, rmSync, statSync } from 'node:fs';
import { fileAssets } from '../../assembly/file-assets';
import { readManifest } from '../../assembly/manifest';
import { executionPolicy, placeholders } from '../execution-policy/policy';
import { policyStages } from '../execution-policy/stages';
import { longestPolicy, type PoliciesTemplate, textOf } from '../execution-policy/template';
import {
  type ExecutionAccount,
  executionAccount,
  type Statements,
} from '../local/deployments/permissions/execution-account';
import { zip } from '../local/services/lambda/zip-writer';
import { assembly, type OpenTemplate } from './deployment';
import { synthesizedAgain, templatesOf } from './deployments';
import { inResource } from './mutation';
import { synthesizeGame } from './other-game';

const file = 'docs/execution-policy.json';
const written = readFileSync(file, 'utf8');
const template = JSON.parse(written) as PoliciesTemplate;
const policies = Object.values(template.Resources).map(({ Properties }) => Properties);
const document = { Statement: policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) };
const directories = policyStages.map((stage) => synthesizeGame(stage));
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

test('the template is what would be made now: npm run execution-policy', () => {
  const policy = executionPolicy(directories);
  expect(JSON.parse(textOf(policy))).toEqual(template);
  // Each statement is in one of the policies.
  expect(document.Statement).toHaveLength(policy.Statement.length);
});

test.each(policies)(
  'IAM takes the policy $ManagedPolicyName, whatever the game is called and wherever it is',
  (policy) => {
    const shortest = JSON.stringify(policy.PolicyDocument);
    const longest = shortest
      .replaceAll(`${placeholders.game}-`, `${'g'.repeat(60)}-`)
      .replaceAll(placeholders.region, 'ap-southeast-1')
      .replaceAll('arn:aws:', 'arn:aws-us-gov:');
    expect(longest.length).toBeGreaterThan(shortest.length);
    // A dozen issuers more find room too.
    expect(longest.length + 12 * 100).toBeLessThanOrEqual(longestPolicy);
  },
);

/** Puts the archives of an assembly where its templates look for them, beside what else the CDK's bootstrap leaves. */
function bootstrapped({ account }: ExecutionAccount, directory: string): void {
  const name = `cdk-hnb659fds-assets-${placeholders.account}-${placeholders.region}`;
  for (const { assetManifestFiles } of readManifest(directory)) {
    for (const [key, path] of fileAssets(assetManifestFiles, placeholders)) {
      const body = statSync(path).isDirectory() ? zip({ name: 'index.js', content: '' }) : readFileSync(path);
      account.buckets.find(name)?.objects.put(key, { body } as never);
    }
  }
  account.parameters.put('/cdk-bootstrap/hnb659fds/version', { type: 'String', value: '28', tier: 'Standard' }, 0);
}

const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'cdk-hnb659fds-assets-123456789012-eu-west-1' } };

/** Another synthesis in which what can change in place has changed. */
const changed = (template: OpenTemplate) =>
  synthesizedAgain(template, 2, (copy) => {
    const found = [
      inResource('', 'AWS::IAM::Role', (role) => (role.Description = 'Changed.'))(copy),
      inResource('', 'AWS::S3::Bucket', (files) => (files.VersioningConfiguration = { Status: 'Suspended' }))(copy),
    ];
    return found.includes(true);
  });

type Stage = readonly [stage: string, directory: string, statements: Statements];
const stages: readonly Stage[] = [
  ...directories.map((directory, at): Stage => [policyStages[at]?.stage ?? '', directory, document.Statement]),
  // Its issuers are this machine's, and so in no document.
  ['local', assembly, executionPolicy([assembly]).Statement],
];

test.each(stages)(
  'a role with no other policy deploys, changes and deletes the stage %s',
  async (_, directory, statements) => {
    const account = executionAccount();
    await account.deploy('CDKToolkit', { Resources: { Assets: bucket } }, 'account');
    bootstrapped(account, directory);
    account.allow(statements);
    const templates = [...templatesOf(directory)];
    for (const [name, template] of templates) {
      expect([name, await account.deploy(name, template), account.failures(name)]).toEqual([
        name,
        'CREATE_COMPLETE',
        [],
      ]);
    }
    for (const [name, template] of templates) {
      const status = await account.deploy(name, changed(template));
      expect([name, status, account.failures(name)]).toEqual([name, 'UPDATE_COMPLETE', []]);
    }
    for (const [name] of templates.reverse()) {
      expect([name, await account.remove(name), account.failures(name)]).toEqual([name, 'DELETE_COMPLETE', []]);
    }
    expect(account.defects).toEqual([]);
  },
);

test.each(document.Statement.map((statement) => [statement.Action[0] ?? '', statement] as const))(
  'without the statement that begins with %s a stage fails',
  async (_, statement) => {
    const account = executionAccount();
    await account.deploy('CDKToolkit', { Resources: { Assets: bucket } }, 'account');
    const [directory = ''] = directories;
    bootstrapped(account, directory);
    account.allow(document.Statement.filter((other) => other !== statement));
    const reasons: string[] = [];
    for (const [name, template] of templatesOf(directory)) {
      try {
        await account.deploy(name, template);
      } catch (error) {
        reasons.push(String(error));
      }
      reasons.push(...account.failures(name));
      if (reasons.length > 0) break;
    }
    const [service = ''] = (statement.Action[0] ?? '').split(':');
    expect(reasons[0]).toMatch(/not authorized to perform|denied by S3|permission to call/);
    expect(statement.Action.length > 1 || reasons[0]?.toLowerCase().includes(service)).toBe(true);
  },
);
