import Ajv from 'ajv/dist/2020';
import { planJsonSchema } from '../../../bin/plan/plan';
import type { GameFederationInput } from '../../../lib/config/schema';
import { disposable, issuer, mapped, retained, userPool } from '../../changes/bases';
import { synthesized } from '../../changes/synthesized';
import { assemblyOf, plan, stagesWith } from './plan-command';

// What synthesis warns about is not what is asked here.
jest.spyOn(console, 'error').mockImplementation(() => {});

const isPlan = new Ajv().compile(planJsonSchema());
const foundation = 'star-harvest-prod-federation';
const { userPool: _, ...withoutUserPool } = retained;
const { userPool: __, ...disposableWithout } = disposable;

/** From and to which configuration, how it ends, what is printed of it, and the verdicts in order. */
type Row = [
  what: string,
  before: GameFederationInput,
  after: GameFederationInput,
  code: 0 | 1,
  printed: readonly string[],
  verdicts: readonly string[],
];

const rows: Row[] = [
  ['nothing', retained, retained, 0, [`${foundation}: nothing changes`, 'Nothing changes.'], []],
  [
    'a provider added',
    retained,
    { ...retained, facebook: { appId: '123456789012345' } },
    0,
    ['updates identity pool; smoke test', 'Nothing is refused, and nobody and nothing is lost.'],
    [],
  ],
  [
    'guests turned off',
    retained,
    { ...retained, guests: { enabled: false } },
    0,
    [
      'updates identity pool, role attachment; deletes role, grants; smoke test',
      '    deletes role                 GuestRole',
      'outputs, which apps may read: GuestRoleArn removed',
      "  closed: players or apps are shut out, until it is back under the same name\n    guests can't get in\n      → guests' identities and data stay",
      'but players or apps are shut out until what is closed comes back.',
    ],
    ['closed', 'closed'],
  ],
  [
    'the user pool removed, which is retained',
    retained,
    withoutUserPool,
    1,
    [
      'leaves behind user pool, app client ×3',
      "  lost: people or data are gone, or out of the app's reach\n    user pool left behind, outside the stack: players' accounts",
      "Don't deploy this as it is: people or data would be lost.",
    ],
    ['lost', 'lost', 'closed', 'closed'],
  ],
  [
    'the user pool removed from a disposable stage',
    disposable,
    disposableWithout,
    1,
    ["user pool deleted: players' accounts", 'turn retainData on first'],
    ['lost', 'lost', 'closed'],
  ],
  [
    'the domain prefix changed in one step',
    retained,
    { ...retained, userPool: { ...userPool, domainPrefix: 'star-reap' } },
    1,
    [
      'replaces sign-in domain',
      '  refused: the deployment fails and rolls back\n    sign-in domain: created before the old one is deleted: “User pool already has a domain configured”\n      → keep it',
      'comes true only without what is refused',
      "Don't deploy this as it is: AWS refuses it and rolls it back.",
    ],
    ['refused', 'closed'],
  ],
  [
    'the domain prefix taken away, the first of two deployments',
    retained,
    { ...retained, userPool: { ...userPool, domainPrefix: false } },
    0,
    ["nobody signs in by the page 'star-harvest'"],
    ['closed'],
  ],
  [
    'the developer provider removed',
    { ...retained, developerProvider: { name: 'login.star-harvest' } },
    retained,
    0,
    ['  stays: the configuration takes it away, and AWS keeps it', 'what stays is to be known.'],
    ['stays'],
  ],
  [
    'the region changed',
    retained,
    { ...retained, region: 'eu-central-1' },
    1,
    [`${foundation} (not there yet)`, 'stack star-harvest-prod-data stays in 123456789012/eu-west-1'],
    ['refused', 'refused', 'lost', 'lost'],
  ],
  [
    'a client ID of an issuer with rules added',
    mapped,
    { ...mapped, oidc: [{ ...mapped.oidc[0], ...issuer, clientIds: [...issuer.clientIds, 'star-harvest-web'] }] },
    0,
    ['updates OIDC provider'],
    [],
  ],
];

describe.each(rows)('%s', (_what, before, after, code, printed, verdicts) => {
  const stages = stagesWith(after);
  const args = ['--stage', after.stage];
  const folders = () => [
    ...['--assembly', assemblyOf(synthesized(after))],
    ...['--against', assemblyOf(synthesized(before))],
  ];

  test('is told to a reader, and ends as it should', async () => {
    const ended = await plan([...args, ...folders()], { stages });
    expect(ended).toMatchObject({ code, said: '' });
    for (const text of printed) expect(ended.out).toContain(text);
  });

  test('is written as the schema says', async () => {
    const { out } = await plan([...args, ...folders(), '--format', 'json'], { stages });
    const told = JSON.parse(out);
    expect(isPlan(told) || isPlan.errors).toBe(true);
    expect(told.ok).toBe(code === 0);
    expect(told.problems.map(({ verdict }: { verdict: string }) => verdict)).toEqual(verdicts);
    const otherwise = (problem: { verdict: string; otherwise: boolean }) => problem.otherwise;
    expect(told.problems.some(otherwise)).toBe(verdicts.includes('refused') && new Set(verdicts).size > 1);
  });

  test('has an annotation for each problem, on the file of the stage', async () => {
    const environment = { GITHUB_WORKSPACE: stages.replace(/config$/, '') };
    const { out } = await plan([...args, ...folders(), '--format', 'github'], { stages, environment });
    const levels = out.split('\n').map((line) => line.replace(/^::(\w+) file=config\/\w+\.ts,title=.*$/, '$1'));
    const level = (verdict: string) => (['refused', 'lost'].includes(verdict) ? 'error' : 'warning');
    expect(levels).toEqual([...verdicts.map(level), 'notice']);
  });
});

test('the schema is what --format json-schema prints, and takes no plan with more in it', async () => {
  const { out } = await plan(['--stage', 'prod', '--format', 'json-schema'], { stages: stagesWith(retained) });
  expect(JSON.parse(out)).toEqual(planJsonSchema());
  const empty = { schemaVersion: 1, ok: true, game: 'a', stage: 'b', stacks: [], problems: [], remarks: [] };
  expect(isPlan({ ...empty, comparedWith: { assembly: 'a' } })).toBe(true);
  expect(isPlan({ ...empty, comparedWith: { assembly: 'a' }, more: 1 })).toBe(false);
  expect(isPlan({ ...empty, comparedWith: {} })).toBe(false);
});

test('what is refused with both stacks at work leaves the first changed', async () => {
  const after = { ...retained, cors: { origins: ['https://a.example'] } };
  const refused = { ...after, userPool: { ...userPool, domainPrefix: 'star-reap' } };
  const against = assemblyOf(synthesized(retained));
  const out = async (input: GameFederationInput) =>
    (
      await plan(['--stage', 'prod', '--assembly', assemblyOf(synthesized(input)), '--against', against], {
        stages: stagesWith(retained),
      })
    ).out;
  const alone = `where ${foundation} is refused, star-harvest-prod-data keeps its change`;
  expect(await out(refused)).toContain(alone);
  expect(await out(after)).not.toContain('rolled back alone');
});
