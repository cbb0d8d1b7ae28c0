import { awsException } from './aws-exception';
import type { FakeCloud } from './fake-cloud';
import { run, storedToken, token } from './smoke-run';

describe('secrets', () => {
  test('no token, key or identity ID is in the report or in the log, whatever fails', async () => {
    const developerProvider = { name: 'dev.login', user: 'smoke-test' };
    const options = { facts: { developerProvider }, secret: storedToken, event: token };
    const failing = (asked: { action: string; target?: string }, session: { kind: string; identityId?: string }) =>
      session.kind === 'backend'
        ? undefined
        : awsException('Odd', `MARKER-id-token ${session.identityId} ${asked.target}`);
    for (const bend of [undefined, () => false, failing as FakeCloud['bend']]) {
      const { report, lines, cloud } = await run({ ...options, bend });
      const everything = JSON.stringify(report) + lines.join('');
      expect(everything).toContain('may not scan the table');
      expect(everything).not.toContain('MARKER');
      expect(cloud.identities.identities.length).toBeGreaterThanOrEqual(4);
      for (const { id } of cloud.identities.identities) {
        expect(everything).not.toContain(id);
        expect(everything).not.toContain(id.split(':')[1]);
      }
    }
  });
});
