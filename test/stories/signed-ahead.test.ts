import { rmSync } from 'node:fs';
import type { GameFederationInput } from '../../lib/config/schema';
import { changedAssembly } from './deployment';
import { inResource, type Loose } from './mutation';
import { synthesizeOtherGame } from './other-game';
import { smokeTestOf } from './smoke-test-of';

// CDK announces bundles.
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

const atTheEnd: (() => void)[] = [];
afterAll(() => {
  for (const remove of atTheEnd) remove();
});

const forgotten = inResource('PlayerFilesBucketPolicy', 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => {
  PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }: Loose) => !/^Refuse/.test(Sid ?? ''));
});

/** Smoke tests take their time on a busy machine. */
const patience = 60_000;

test.each<[what: string, presignedUrls: GameFederationInput['presignedUrls'], tried: readonly RegExp[], not: RegExp]>([
  [
    'for an hour',
    { maxSeconds: 3600 },
    [
      /get its own private file by a signed URL +can/,
      /put its own private file by a URL that was signed too long ago +cannot/,
    ],
    /by any signed URL/,
  ],
  ['not at all', { enabled: false }, [/put its own private file by any signed URL +cannot/], /by a (signed )?URL/],
])(
  'a stage that takes presigned URLs %s is tried by that, and fails where the bucket does not say so',
  async (_, presignedUrls, tried, not) => {
    const game = synthesizeOtherGame({ presignedUrls, guests: { enabled: true, ownData: true } });
    const mistaken = changedAssembly(forgotten, game);
    atTheEnd.push(mistaken.remove, () => rmSync(game, { recursive: true, force: true }));
    const { holds, said } = await smokeTestOf(game);
    expect(holds).toBe(true);
    for (const claim of tried) expect(said).toMatch(claim);
    expect(said).not.toMatch(not);
    const broken = await smokeTestOf(mistaken.directory);
    expect(broken.holds).toBe(false);
    expect(broken.said).toMatch(
      /Allowed, and must be refused: \d+ checks?\n +what +may not put its own private file by .*URL/,
    );
  },
  patience,
);
