import { alignColumns } from '../../local/smoke-test/report/columns';
import { type Game, startGame } from './deployment';
import { twins } from './twins';
import { type Prepared, prepare } from './twins-players';

let game: Game;
let prepared: Prepared;
const table: string[][] = [['what', 'allowed', 'refused', 'by']];
beforeAll(async () => {
  game = await startGame();
  prepared = await prepare(game);
});
afterAll(async () => {
  await game.stop();
  process.stdout.write(`${alignColumns(table).join('\n')}\n`);
});

test.each(twins)('may $what: $allowed, not: $refused', async ({ what, allowed, refused, error, send }) => {
  const refusal = await send(prepared, 'refused').then(
    () => 'allowed',
    // S3 answers HEAD without a body, so that the SDK has nothing but the status.
    ({ name, $metadata }) => (name === 'Unknown' || name === '403' ? String($metadata?.httpStatusCode) : name),
  );
  expect(refusal).toBe(error);
  // Its twin differs in one thing only, and must not be refused.
  await send(prepared, 'allowed');
  table.push([what, allowed, refused, refusal]);
});
