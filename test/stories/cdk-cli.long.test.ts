import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { outputOf } from '../../local/account/outputs';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { executionPolicy } from '../execution-policy/policy';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';
import { assembly } from './deployment';

/** The CLI asks every five seconds how a stack is, and the smoke test waits for IAM: half a minute for the longest of them. */
const patience = 180_000;
const folder = mkdtempSync(join(tmpdir(), 'cdk-cli-'));
const app = join(folder, 'app');
const outputsFile = join(folder, 'outputs.json');
const stacks = ['star-harvest-local-data', 'star-harvest-local-federation'];

/** Stacks of the account, which are no stage's. */
const prepared = ['CDKToolkit', 'execution-policy'];

let cloud: LocalCloud;
beforeAll(async () => {
  // The CLI locks what it reads.
  cpSync(assembly, app, { recursive: true });
  cloud = await startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    play: 'all',
  });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the unmodified CLI, with the variables that `npm run local` prints and nobody's settings. */
function cdk(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  const { accessKeyId, secretAccessKey } = cloud.administrator;
  const env = {
    ...{ PATH: process.env.PATH, HOME: folder, CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' },
    ...{ AWS_ENDPOINT_URL: cloud.url, AWS_REGION: cloud.region, AWS_DEFAULT_REGION: cloud.region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  };
  const cli = [join('node_modules', 'aws-cdk', 'bin', 'cdk'), '--no-notices', '--app', app];
  return new Promise((resolve) => {
    execFile(process.execPath, [...cli, ...args], { env, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: out + err }),
    );
  });
}

/** The same, of what must come about. @throws Error with what it printed */
async function done(run: ReturnType<typeof cdk>): Promise<string> {
  const { code, out } = await run;
  if (code !== 0) throw new Error(`the CLI ended with ${code}:\n${out}`);
  return out;
}

const managed = (ManagedPolicyName: string, PolicyDocument: object) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { ManagedPolicyName, PolicyDocument },
});
const bootstrapWith = (policy: string) =>
  cdk('bootstrap', '--cloudformation-execution-policies', `arn:aws:iam::123456789012:policy/${policy}`);

const statuses = () =>
  cloud.cloudFormation
    .standing()
    .filter(({ name }) => !prepared.includes(name))
    .map(({ name, status }) => [name, status]);

/** In this order, as anybody does who begins; each stands on the one before. */
describe('the CDK CLI, unmodified,', () => {
  const deploy = ['deploy', '--all', '--require-approval', 'never'];

  test(
    'does not deploy into an account that is not bootstrapped, and bootstraps it',
    async () => {
      const refused = await cdk(...deploy);
      expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('bootstrap') });
      expect(statuses()).toEqual([]);
      await done(cdk('bootstrap'));
      expect(cloud.cloudFormation.view('CDKToolkit')?.status).toBe('CREATE_COMPLETE');
    },
    patience,
  );

  test(
    'deploys nothing that the execution policies do not allow',
    async () => {
      const { Version, Statement } = executionPolicy([assembly]);
      // Actions of several services may share a statement: that one goes alone.
      const noRoles = Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((action) => action !== 'iam:CreateRole'),
      })).filter(({ Action }) => Action.length > 0);
      const Resources = {
        All: managed('all', { Version, Statement }),
        NoRoles: managed('no-roles', { Version, Statement: noRoles }),
      };
      const input = { StackName: 'execution-policy', TemplateBody: JSON.stringify({ Resources }) };
      const client = new CloudFormationClient(administratorClient(cloud));
      await client.send(new CreateStackCommand({ ...input, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
      await cloud.cloudFormation.settled();
      await done(bootstrapWith('no-roles'));
      const refused = await cdk(...deploy);
      expect(refused).toMatchObject({ code: 1, out: expect.stringMatching(/assumed-role\/cdk-\w+-cfn-exec-role/) });
      expect(refused.out).toContain('is not authorized to perform: iam:CreateRole');
      expect(statuses().at(-1)?.[1]).toBe('ROLLBACK_COMPLETE');
    },
    patience,
  );

  test(
    'deploys a stage with the policy made for it alone: its outputs are the stacks’, and a guest gets credentials with them',
    async () => {
      await done(bootstrapWith('all'));
      await done(cdk(...deploy, '--outputs-file', outputsFile));
      expect(statuses()).toEqual(stacks.map((name) => [name, 'CREATE_COMPLETE']));
      const written: unknown = JSON.parse(readFileSync(outputsFile, 'utf8'));
      const told = cloud.cloudFormation.standing().filter(({ name }) => !prepared.includes(name));
      expect(written).toEqual(
        Object.fromEntries(
          told.map(({ name, outputs }) => [
            name,
            Object.fromEntries(outputs.map((output) => [output.name, output.value])),
          ]),
        ),
      );
      const guest = new CognitoIdentityClient({ endpoint: cloud.url, region: cloud.region });
      const IdentityPoolId = outputOf(cloud.stacks, 'IdentityPoolId');
      const { IdentityId } = await guest.send(new GetIdCommand({ IdentityPoolId }));
      const { Credentials } = await guest.send(new GetCredentialsForIdentityCommand({ IdentityId }));
      expect(Credentials?.SessionToken).toEqual(expect.any(String));
    },
    patience,
  );

  test(
    'deploys it again, and says that nothing changes',
    async () => {
      const before = cloud.cloudFormation.standing().map(({ events }) => events.length);
      const again = await done(cdk(...deploy));
      for (const name of stacks) expect(again).toContain(`${name} (no changes)`);
      expect(cloud.cloudFormation.standing().map(({ events }) => events.length)).toEqual(before);
    },
    patience,
  );

  test(
    'destroys it, with what the smoke test left in the bucket',
    async () => {
      await done(cdk('destroy', '--all', '--force'));
      expect(statuses()).toEqual([]);
      const left = cloud.stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
      expect(left).not.toContain('AWS::Cognito::IdentityPool');
    },
    patience,
  );
});
