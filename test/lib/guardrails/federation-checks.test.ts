import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { GameFederation } from '../../../lib/app';
import { buildApp } from '../../../lib/app';
import type { GameFederationInput } from '../../../lib/config/schema';
import { configWith, testApp } from '../synthesize';

/** What the app's synthesis says after a change; undefined where it finds nothing wrong. */
function refusal(
  change: (federation: GameFederation) => void,
  changes: Partial<GameFederationInput> = {},
): string | undefined {
  const app = testApp();
  change(buildApp(app, configWith(changes)));
  try {
    app.synth();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function tableOf({ data }: GameFederation): CfnGlobalTable {
  const table = data.node
    .findAll()
    .find((construct): construct is CfnGlobalTable => construct instanceof CfnGlobalTable);
  if (!table) throw new Error('the data stack has no table');
  return table;
}

test('the app as it is passes, retained or not', () => {
  expect(refusal(() => {})).toBeUndefined();
  expect(refusal(() => {}, { retainData: true, protect: true })).toBeUndefined();
});

describe('the synthesis is refused', () => {
  const replica = 'Replicas.0';
  test.each([
    [
      'a table without point-in-time recovery',
      `${replica}.PointInTimeRecoverySpecification`,
      'no point-in-time recovery',
    ],
    [
      'a table without maximum of reads',
      `${replica}.ReadOnDemandThroughputSettings`,
      'no maximum of read request units',
    ],
    ['a table without maximum of writes', 'WriteOnDemandThroughputSettings', 'no maximum of write request units'],
    [
      'a table to be kept without deletion protection',
      `${replica}.DeletionProtectionEnabled`,
      'not protected from deletion',
    ],
  ])('%s', (_, property, problem) => {
    const change = (federation: GameFederation) => tableOf(federation).addPropertyDeletionOverride(property);
    expect(refusal(change, { retainData: true, protect: true })).toContain(problem);
  });

  test('a wildcard wider than a folder', () => {
    const change = ({ federation }: GameFederation) =>
      (federation.node.findChild('GuestRole') as iam.Role).addToPolicy(
        new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }),
      );
    expect(refusal(change)).toContain('AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]');
  });

  test('a role that the pool opens to guests and players alike', () => {
    const change = ({ federation }: GameFederation) => {
      new iam.Role(federation, 'Open', {
        assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' },
        }),
      });
    };
    expect(refusal(change)).toContain('Guests and signed-in players alike open this role');
  });
});

test('a grant that nobody thought about stops the synthesis, and for a guest it is said that the ceiling takes it away', () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const change = ({ federation }: GameFederation) =>
    (federation.node.findChild('GuestRole') as iam.Role).addToPolicy(
      new iam.PolicyStatement({
        actions: ['ssm:GetParameter'],
        resources: ['arn:aws:ssm:eu-west-1:123456789012:parameter/motd'],
      }),
    );
  expect(refusal(() => {})).toBeUndefined();
  const refused = refusal(change);
  expect(refused).toContain('ssm:GetParameter is not among what a player may be granted');
  expect(`${refused}${log.mock.calls.flat().join()}`).toContain('Guests are granted ssm:GetParameter');
  log.mockRestore();
});
