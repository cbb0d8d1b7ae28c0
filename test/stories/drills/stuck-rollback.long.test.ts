import { CognitoIdentityClient, DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import type { GameFederationInput } from '../../../lib/config/schema';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import type { OpenTemplate } from '../deployment';
import { synthesizedAgain } from '../deployments';
import { inResource, inTrust } from '../mutation';
import { type Drill, entered, enters, stackNames, startDrill, templates } from './drill';
import { stage, withIssuer } from './stage';

const created = ['CREATE_COMPLETE', 'CREATE_COMPLETE'];
const owner: GameFederationInput = { ...stage, stage: 'local-two' };
const subject = withIssuer({ importedArn: 'arn:aws:iam::123456789012:oidc-provider/players.moon-garden.example' });
const [, federation] = stackNames(subject);

interface Row {
  readonly stack: string;
  /** The update, which ends halfway. */
  readonly update: (template: OpenTemplate) => boolean;
  /** What somebody does meanwhile. */
  readonly meanwhile: (drill: Drill) => Promise<unknown>;
  readonly stuck: string;
  readonly says: RegExp;
  readonly mend: (drill: Drill) => Promise<unknown>;
  /** Whether it is as the failed update left it. */
  readonly leftAsUpdated: (drill: Drill) => Promise<boolean | undefined>;
  /** What the next deployment changes of the resource. */
  readonly touch: object;
}

const rows: [string, Row][] = [
  [
    'the stage that shares the provider was destroyed',
    {
      stack: federation,
      update(template) {
        const pool = inResource('IdentityPool', 'AWS::Cognito::IdentityPool', (properties) => {
          Object.assign(properties, { AllowClassicFlow: true });
        });
        const trust = inTrust('AuthenticatedRole', (statement) => {
          statement.Action = 'sts:TagSession';
        });
        return pool(template) && trust(template);
      },
      meanwhile: (drill) => drill.destroy(owner),
      ...{
        stuck: 'IdentityPool',
        says: /accepts the OIDC provider .*players\.moon-garden\.example, which is in no template/,
      },
      mend: (drill) => drill.deploy(owner),
      async leftAsUpdated({ cloud, game }) {
        const client = new CognitoIdentityClient(administratorClient(cloud));
        const { identityPoolId: IdentityPoolId } = game(subject);
        return (await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).AllowClassicFlow;
      },
      touch: { IdentityPoolTags: [] },
    },
  ],
];

describe.each(rows)('a rollback gets stuck because %s', (_why, row) => {
  let drill: Drill;
  let stuck: string;
  beforeEach(async () => {
    drill = await startDrill();
    expect(await drill.deploy(owner)).toEqual(created);
    expect(await drill.deploy(subject)).toEqual(created);
    await entered(drill.game(subject), 'Adele');
    const template = synthesizedAgain(templates(subject).get(row.stack) as OpenTemplate, 1, row.update);
    expect(await drill.pipeline.deploy(row.stack, template, { DisableRollback: true })).toBe('UPDATE_FAILED');
    await row.meanwhile(drill);
    expect(await drill.rollBack(row.stack)).toBe('UPDATE_ROLLBACK_FAILED');
    const reason = drill.cloud.cloudFormation.view(row.stack)?.reason ?? '';
    stuck = /failed to update: \[(\w+)\]/.exec(reason)?.[1] ?? '';
    expect(stuck).toMatch(new RegExp(`^${row.stuck}`));
    expect((await drill.failures(row.stack)).at(-2)).toMatch(row.says);
    // Nothing is deployed over it, and going on without mending gets stuck again.
    expect((await drill.pipeline.deploy(row.stack, template).catch(({ message }) => message)) as string).toMatch(
      /is in UPDATE_ROLLBACK_FAILED state and can not be updated/,
    );
    expect(await drill.rollBack(row.stack)).toBe('UPDATE_ROLLBACK_FAILED');
  });
  afterEach(() => drill.stop());

  test('mended, it goes on, and players come in as before', async () => {
    await row.mend(drill);
    expect(await drill.rollBack(row.stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await row.leftAsUpdated(drill)).not.toBe(true);
    expect(await enters(drill.game(subject), 'Adele')).toHaveProperty('identityId');
  });

  test('skipped, the stack comes to rest; what it skipped is as it was left, and is to be mended before the next deployment', async () => {
    expect(await drill.rollBack(row.stack, [stuck])).toBe('UPDATE_ROLLBACK_COMPLETE');
    // The stack believes that it has what the template says, and so deploying that once more does not mend it.
    expect(await row.leftAsUpdated(drill)).toBe(true);
    expect((await drill.deploy(subject)).at(-1)).toMatch(/^No updates/);
    const template = templates(subject).get(row.stack) as OpenTemplate;
    const touch = ({ Resources }: OpenTemplate) => Object.assign(Resources[stuck]?.Properties ?? {}, row.touch);
    touch(template);
    expect(await drill.pipeline.deploy(row.stack, template)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await drill.failures(row.stack)).at(-1)).toMatch(row.says);
    await row.mend(drill);
    expect(await drill.pipeline.deploy(row.stack, template)).toBe('UPDATE_COMPLETE');
    expect(await row.leftAsUpdated(drill)).not.toBe(true);
    expect(await enters(drill.game(subject), 'Adele')).toHaveProperty('identityId');
  });
});
