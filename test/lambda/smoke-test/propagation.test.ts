import { awsException } from './aws-exception';
import { FakeCloud, facts } from './fake-cloud';
import { differences, run, token } from './smoke-run';

describe("IAM's propagation", () => {
  test('an allow that comes late passes, and no refusal is tried before the allows have come', async () => {
    let late = 3;
    let scannedEarly = 0;
    let scanned = 0;
    const { report, time } = await run({
      event: { propagationSeconds: 60 },
      bend: ({ action, target }, { kind }) => {
        if (action === 'dynamodb:Scan') scanned += 1;
        if (action === 'dynamodb:Scan' && late > 0) scannedEarly += 1;
        if (kind === 'backend' || !target?.startsWith('public/') || action !== 's3:GetObject' || late === 0)
          return undefined;
        late -= 1;
        return false;
      },
    });
    expect(differences(report)).toEqual([]);
    expect([late, scanned, scannedEarly]).toEqual([0, 2, 0]);
    // After the last allow, time for an old policy to go.
    expect(time.slept).toContain(10_000);
  });

  test('credentials that a service does not know yet are tried again', async () => {
    const cloud = new FakeCloud(facts);
    cloud.identities.failures.set('GetCallerIdentityCommand', [awsException('InvalidClientTokenId')]);
    const unknown = new Set(['s3:PutObject InvalidAccessKeyId', 'dynamodb:Scan UnrecognizedClientException']);
    cloud.bend = ({ action }) => {
      const one = [...unknown].find((error) => error.startsWith(`${action} `));
      if (one === undefined) return undefined;
      unknown.delete(one);
      return awsException(one.split(' ')[1] ?? '', one, 403);
    };
    const { report } = await run({ cloud, event: { propagationSeconds: 60 } });
    expect(differences(report)).toEqual([]);
    expect(unknown.size).toBe(0);
  });

  test('credentials that a service never comes to know fail the run', async () => {
    const bend = ({ action }: { action: string }) =>
      action === 's3:GetObject' ? awsException('InvalidAccessKeyId', 'unknown', 403) : undefined;
    const { report } = await run({ bend, event: { propagationSeconds: 5 } });
    expect(differences(report)).toContain('guest enhanced may get a public file');
  });

  test('an identity is made once, however often storing it is refused', async () => {
    const cloud = new FakeCloud(facts);
    let refusals = 3;
    cloud.secret.beforePut = () => {
      refusals -= 1;
      if (refusals >= 0) throw awsException('AccessDeniedException');
    };
    const { report } = await run({ cloud, event: { propagationSeconds: 60 } });
    expect(differences(report)).toEqual([]);
    expect(cloud.identities.identities).toHaveLength(1);
  });

  test('where changes are visible at once nothing waits', async () => {
    const { time } = await run({ event: token, bend: ({ action }) => action.endsWith('Scan') || undefined });
    expect(time.slept).toEqual([]);
  });
});
