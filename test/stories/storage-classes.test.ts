import { rmSync } from 'node:fs';
import type { GameFederationInput } from '../../lib/config/schema';
import { changedAssembly } from './deployment';
import { inConditions, inGrant } from './mutation';
import { synthesizeOtherGame } from './other-game';
import { smokeTestOf } from './smoke-test-of';

// CDK announces bundles.
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

const atTheEnd: (() => void)[] = [];
afterAll(() => {
  for (const remove of atTheEnd) remove();
});

/** Smoke tests take their time on a busy machine. */
const patience = 60_000;

const shutOut =
  /must be allowed: \d+ checks?\n +what +may put its own private file into each storage class that the stage allows/;

/** Grants one class in place of another. */
const otherwise = (from: string, to: string) => inGrant('GuestRole', 'OwnFiles', inConditions(from, to));

test.each<
  [
    what: string,
    storageClasses: NonNullable<GameFederationInput['files']>['storageClasses'],
    tried: readonly RegExp[],
    mistake: ReturnType<typeof otherwise>,
    found: RegExp,
  ]
>([
  [
    'the standard one alone',
    undefined,
    [/into an archive's storage class +cannot/, /a storage class that the stage does not allow +cannot/],
    otherwise('STANDARD', 'GLACIER'),
    shutOut,
  ],
  [
    'another one too',
    ['STANDARD', 'ONEZONE_IA'],
    [/into an archive's storage class +cannot/, /into each storage class that the stage allows +can/],
    otherwise('ONEZONE_IA', 'STANDARD_IA'),
    shutOut,
  ],
])(
  'a stage of which players put into %s is tried by that, and fails where the grant says otherwise',
  async (_, storageClasses, tried, mistake, found) => {
    const files = storageClasses === undefined ? {} : { storageClasses };
    const game = synthesizeOtherGame({ files, guests: { enabled: true, ownData: true } });
    const mistaken = changedAssembly(mistake, game);
    atTheEnd.push(mistaken.remove, () => rmSync(game, { recursive: true, force: true }));
    const { holds, said } = await smokeTestOf(game);
    expect(holds).toBe(true);
    for (const claim of tried) expect(said).toMatch(claim);
    const broken = await smokeTestOf(mistaken.directory);
    expect(broken.holds).toBe(false);
    expect(broken.said).toMatch(found);
  },
  patience,
);
