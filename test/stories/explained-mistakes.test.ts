import { readFileSync } from 'node:fs';
import { signIn } from '../../local/idp/sign-in';
import { DecisionLog } from '../../local/smoke-test/decision-log';
import { smokeTestsOf } from '../../local/smoke-test/deployed-smoke-tests';
import { evidenceIn } from '../../local/smoke-test/evidence';
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

/** Below the tables, what a run prints: its causes. */
async function saidOf({ stage, change }: Pick<ExplainedMistake, 'stage' | 'change'>): Promise<readonly string[]> {
  const { original, beside, players } = stages[stage];
  const { directory, remove } = changedAssembly(change, original);
  const log = new DecisionLog();
  const { cloud } = await startGame({
    assemblies: [...beside, directory],
    onDecision: log.record,
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
    const printed = printReport(report, paintFor({}, {}), evidenceIn(cloud, log)).split('\n');
    const from = printed.findIndex((line) => line.startsWith('Not as it should be'));
    return from === -1 ? [] : printed.slice(from);
  } finally {
    await cloud.stop();
    remove();
  }
}

/** What is the same in each run, whatever else the app's code and the smoke test hold. */
function lasting(line: string): string {
  return line
    .replace(/of \d+ checks/, 'of <all> checks')
    .replace(/arn:aws:s3:::[\w.-]+/g, 'arn:aws:s3:::<bucket>')
    .replace(/(:table\/)[\w.-]+/g, '$1<table>')
    .replace(/(:role\/)[\w.-]+/g, '$1<role>')
    .replace(/[0-9a-f]{8}-probe/g, '<run>-probe')
    .replace(/smoke-test-[0-9a-f]{8}/g, 'smoke-test-<run>')
    .replace(/'eu-west-1:[0-9a-f-]{36}'/g, "'<pool>'")
    .replace(/:\d+(?= from|$)/g, ':<line>');
}

test.each(explainedMistakes)('where $mistake, that is said in few lines', async (mistake) => {
  const said = await saidOf(mistake);
  require('node:fs').appendFileSync(
    '/tmp/me15/explain/story.out',
    `\n##### ${mistake.mistake} (${said.length})\n${said.map(lasting).join('\n')}\n`,
  );
});
