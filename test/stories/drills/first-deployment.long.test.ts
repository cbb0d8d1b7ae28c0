import type { GameFederationInput } from '../../../lib/config/schema';
import type { OpenTemplate } from '../deployment';
import { inTrust } from '../mutation';
import { userPool } from './accounts';
import { type Drill, enters, stackNames, startDrill } from './drill';
import { stage } from './stage';

let drill: Drill;
beforeEach(async () => {
  drill = await startDrill();
});
afterEach(() => drill.stop());

const created = ['CREATE_COMPLETE', 'CREATE_COMPLETE'];
const [data, federation] = stackNames(stage);
const nobodyGetsIn = inTrust('AuthenticatedRole', (statement) => {
  statement.Action = 'sts:TagSession';
});
/** Everybody may read, which the bucket's block refuses; once everything else of its stack is there. */
function everybodyReads({ Resources }: OpenTemplate): boolean {
  const ids = Object.keys(Resources);
  const [policy] = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::S3::BucketPolicy');
  if (policy === undefined) return false;
  const [policyId, declared] = policy;
  const { PolicyDocument } = declared.Properties as unknown as { PolicyDocument: { Statement: object[] } };
  PolicyDocument.Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' });
  Object.assign(declared, { DependsOn: ids.filter((id) => id !== policyId) });
  return true;
}

interface Row {
  readonly stage: GameFederationInput;
  /** The stack that fails, and what is wrong with it. */
  readonly fails: string;
  readonly change: (template: OpenTemplate) => boolean;
  readonly status: string;
  readonly says: RegExp;
  /** What stays behind, by the beginning of its logical ID, and has to be let go of by hand. */
  readonly stays?: readonly string[];
}
const rows: [string, Row][] = [
  [
    'nothing is in the way of a stage that shares a provider and keeps its data',
    {
      stage: { ...stage, retainData: true, oidc: stage.oidc?.map((entry) => ({ ...entry, shared: true })) },
      ...{ fails: federation, change: nobodyGetsIn, status: 'ROLLBACK_COMPLETE', says: /may get credentials/ },
    },
  ],
  [
    'the table is, which is protected from its first moment',
    {
      stage: { ...stage, retainData: true },
      ...{ fails: data, change: everybodyReads, status: 'ROLLBACK_FAILED' },
      ...{ says: /protected against deletion/, stays: ['PlayerRecordsTable'] },
    },
  ],
  [
    'a user pool is that was protected too early',
    {
      stage: { ...stage, retainData: true, protect: true, userPool: userPool('moon-early') },
      ...{ fails: federation, change: nobodyGetsIn, status: 'ROLLBACK_FAILED' },
      ...{ says: /deletion protection is activated/, stays: ['UserPool'] },
    },
  ],
];

test.each(rows)('a first deployment fails: %s; deleted, it is deployed again', async (_what, row) => {
  const { fails, change, status, says, stays = [] } = row;
  const reached = await drill.deploy(row.stage, (template, name) => {
    // A mistake that finds no place would prove nothing.
    if (name === fails && !change(template)) throw new Error('nothing was changed');
  });
  expect(reached.at(-1)).toBe(status);
  expect((await drill.failures(fails)).join('\n')).toMatch(says);
  if (stays.length > 0) {
    expect(await drill.remove(fails)).toBe('DELETE_FAILED');
    const left = (drill.cloud.cloudFormation.view(fails)?.resources ?? []).map(({ logicalId }) => logicalId);
    expect(left).toEqual(stays.map((id) => expect.stringMatching(new RegExp(`^${id}`))));
    expect(await drill.remove(fails, left)).toBe('DELETE_COMPLETE');
  } else expect(await drill.remove(fails)).toBe('DELETE_COMPLETE');
  const again = await drill.deploy(row.stage);
  expect(again.filter((one) => !one.startsWith('No updates'))).toEqual(created.slice(0, fails === data ? 2 : 1));
  expect(await enters(drill.game(row.stage), 'Adele')).toHaveProperty('identityId');
});

test('a prefix that another stage has is in the way, until the stage takes another', async () => {
  const taken = (prefix: string, name = stage.stage) => ({ ...stage, stage: name, userPool: userPool(prefix) });
  const two = (prefix: string): GameFederationInput => ({
    ...taken(prefix, 'local-two'),
    oidc: stage.oidc?.map((entry) => ({
      ...entry,
      importedArn: 'arn:aws:iam::123456789012:oidc-provider/players.moon-garden.example',
    })),
  });
  expect(await drill.deploy(taken('moon-one'))).toEqual(created);
  expect(await drill.deploy(two('moon-one'))).toEqual(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']);
  const [, other] = stackNames(two(''));
  expect((await drill.failures(other)).join()).toMatch(/^UserPoolDomain\w+ CREATE_FAILED: /);
  expect(await drill.remove(other)).toBe('DELETE_COMPLETE');
  expect((await drill.deploy(two('moon-two'))).at(-1)).toBe('CREATE_COMPLETE');
});
