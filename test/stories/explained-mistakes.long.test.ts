import { readFileSync } from 'node:fs';
import { signIn } from '../../local/idp/sign-in';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { evidenceIn } from '../../local/smoke-test/evidence';
import { type Cause, causesOf } from '../../local/smoke-test/report/causes';
import { checksOf } from '../../local/smoke-test/report/failures';
import { paintFor } from '../../local/smoke-test/report/paint';
import { printReport } from '../../local/smoke-test/report/print-report';
import { invokeSmokeTest } from '../../local/smoke-test/run';
import { assembly, changedAssembly, rolesAssembly, startGame } from './deployment';
import { type ExplainedMistake, explainedMistakes } from './explained-mistakes';
import { smokeTestHere } from './smoke-test-here';

const issuer = 'https://players.star-harvest.example';
const stages = {
  local: { original: assembly, beside: [], players: [{ clan: 'red' }] },
  'local-roles': {
    original: rolesAssembly,
    beside: [assembly],
    players: [{ groups: 'moderators', plan: 'free' }, { plan: 'free' }, { plan: 'banned' }],
  },
} as const;

interface Said {
  /** What a run prints below its tables. */
  readonly lines: readonly string[];
  readonly causes: readonly Cause[];
}

async function saidOf({ stage, change }: Pick<ExplainedMistake, 'stage' | 'change'>): Promise<Said> {
  const { original, beside, players } = stages[stage];
  const { directory, remove } = changedAssembly(change, original);
  const { cloud, decisions } = await startGame({
    assemblies: [...beside, directory],
    startFunction: smokeTestHere(),
  });
  try {
    const tokens = await Promise.all(
      players.map(async (claims, index) => {
        const given = { issuer, clientId: 'star-harvest-ios', player: `Adele ${index}`, claims, fetch: cloud.fetch };
        return { provider: issuer, token: (await signIn(given)).idToken };
      }),
    );
    const event = { onFailure: 'report', propagationSeconds: 0, signedIn: ['event'], tokens, requestIds: 'all' };
    const report = await invokeSmokeTest(cloud, event, smokeTestsOf(cloud.assemblies).at(-1));
    const evidenceOf = evidenceIn(cloud, decisions);
    const failed = checksOf(report).filter(({ step }) => !step.ok);
    const printed = printReport(report, paintFor({}, {}), evidenceOf).split('\n');
    const from = printed.findIndex((line) => line.startsWith('Not as it should be'));
    return { lines: from === -1 ? [] : printed.slice(from), causes: causesOf(failed, evidenceOf) };
  } finally {
    await cloud.stop();
    remove();
  }
}

/** What is the same in each run, whatever else the app's code and the smoke test hold. */
function lasting(line: string): string {
  return (
    line
      // How many checks there are of a kind is the smoke test's; that they add up is held below.
      .replace(/\d+ of \d+ checks/, '<n> of <all> checks')
      .replace(/^(\d+\. .*): \d+ checks$/, '$1: <n> checks')
      .replace(/\(\d+\)/g, '(<n>)')
      .replace(/^( +what .*, and )\d+( more)$/, '$1<n>$2')
      .replace(/arn:aws:s3:::[\w.-]+/g, 'arn:aws:s3:::<bucket>')
      .replace(/(:table\/)[\w.-]+/g, '$1<table>')
      .replace(/(:role\/)[\w.-]+/g, '$1<role>')
      .replace(/[0-9a-f]{8}-probe/g, '<run>-probe')
      .replace(/smoke-test-[0-9a-f]{8}/g, 'smoke-test-<run>')
      .replace(/'eu-west-1:[0-9a-f-]{36}'/g, "'<pool>'")
      .replace(/:\d+(?= from|$)/g, ':<line>')
  );
}

/** The sums of a cause's lines that count by role, flow and the like, beside the number of its checks. */
function sumsIn(lines: readonly string[]): (readonly [counted: number, checks: number])[] {
  let checks = 0;
  return lines.flatMap((line) => {
    checks = Number(/^\d+\. .*: (\d+) checks$/.exec(line)?.[1] ?? checks);
    const counts = [...line.matchAll(/\((\d+)\)/g)].map(([, count]) => Number(count));
    const isWhole = /^ +(zones|roles|players|flows) /.test(line) && !/and \d+ more$/.test(line);
    return isWhole && counts.length > 0 ? [[counts.reduce((sum, count) => sum + count), checks] as const] : [];
  });
}

/** The lines of code that a statement's place names. */
function codeOf(lines: readonly string[]): readonly string[] {
  return lines.map((place) => {
    const [file = '', line = ''] = place.split(':');
    return readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '';
  });
}

describe.each(explainedMistakes)('where $mistake', (mistake) => {
  let said: Said;
  beforeAll(async () => {
    said = await saidOf(mistake);
  });

  test('that is said, once, in fewer than 25 lines', () => {
    expect(said.lines.map(lasting)).toEqual(mistake.says);
    expect(said.lines.length).toBeLessThan(25);
  });

  test('what is counted adds up', () => {
    const checks = said.causes.map((cause) => cause.checks.length);
    const all = checks.reduce((sum, count) => sum + count, 0);
    expect(said.lines[0]).toContain(`: ${all} of `);
    for (const [counted, ofCause] of sumsIn(said.lines)) expect(counted).toBe(ofCause);
  });

  test('each statement of a role is found in the code by its Sid', () => {
    const written = said.causes.flatMap(({ ways }) => ways.flatMap(({ writtenAt }) => writtenAt));
    const statements = written.filter(({ constructPath }) => constructPath?.endsWith('DefaultPolicy/Resource'));
    for (const { sid = '', lines } of statements) {
      expect(codeOf(lines).join('\n')).toContain(sid.replace(/^List/, ''));
    }
    for (const { lines } of written) expect(lines).not.toEqual([]);
    // For programs, the statement as it is deployed.
    for (const { sid, statement } of statements) expect(statement).toMatchObject({ Sid: sid, Effect: 'Allow' });
  });
});

test.each(['local', 'local-roles'] as const)(
  'without a mistake in %s nothing is said below the tables',
  async (stage) => {
    expect((await saidOf({ stage, change: () => true })).lines).toEqual([]);
  },
);
