import { rmSync } from 'node:fs';
import { paintFor } from '../../local/smoke-test/report/paint';
import { runSmokeTests } from '../../local/smoke-test/run-all';
import { oneIssuer } from '../lib/one-issuer';
import { changedAssembly, type Game, startGame } from './deployment';
import { inResource } from './mutation';
import { synthesizeOtherGame } from './other-game';

const { name = '', issuer = '', clientIds } = oneIssuer.oidc?.[0] ?? {};
const importedArn = `arn:aws:iam::123456789012:oidc-provider/${issuer.replace('https://', '')}`;

let star: string;
let moon: string;
let removeBroken: () => void;
let game: Game;
beforeAll(async () => {
  star = synthesizeOtherGame({ game: 'star-harvest' });
  moon = synthesizeOtherGame({ oidc: [{ name, issuer, clientIds, importedArn }] });
  const breaks = inResource('SmokeTestFunction', 'AWS::Lambda::Function', ({ Environment }) => {
    delete Environment.Variables.TABLE_NAME;
  });
  const broken = changedAssembly(breaks, star);
  removeBroken = broken.remove;
  game = await startGame({ assemblies: [broken.directory, moon] });
});
afterAll(async () => {
  await game.stop();
  removeBroken();
  for (const directory of [star, moon]) rmSync(directory, { recursive: true, force: true });
});

/** Two smoke tests take their time on a busy machine. */
const patience = 30_000;

test(
  'a smoke test that breaks off ends the run, and the other game’s report is said all the same',
  async () => {
    const said: string[] = [];
    const run = runSmokeTests(game.cloud, paintFor({}, {}), (text) => said.push(text));
    await expect(run).rejects.toThrow('the smoke test of star-harvest-local-federation broke off');
    expect(said.join('\n')).toMatch(/moon-garden-local-federation\n.*put a row on a board +cannot/s);
  },
  patience,
);
