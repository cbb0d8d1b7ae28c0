import { type Drill, entered, enters, finds, keep, startDrill } from './drill';
import { stage, withIssuer } from './stage';

let drill: Drill;
beforeAll(async () => {
  drill = await startDrill();
});
afterAll(() => drill.stop());

const old = stage;
const both = withIssuer({ clientIds: ['moon-ios', 'moon-ios-2'] });
const fresh = withIssuer({ clientIds: ['moon-ios-2'] });
const done = ['CREATE_COMPLETE', 'CREATE_COMPLETE'];
const updated = [expect.stringMatching(/^No updates|^UPDATE_COMPLETE/), 'UPDATE_COMPLETE'];
const saved = ['level 7', 'level 7'];
const refused = expect.stringMatching(/^NotAuthorizedException: /);

test('a client ID is rotated while people play: both work side by side, and then the old one alone is shut out', async () => {
  expect(await drill.deploy(old)).toEqual(done);
  const game = drill.game(old);
  const adele = await entered(game, 'Adele', 'moon-ios');
  await keep(game, adele, 'level 7');
  expect(await enters(game, 'Adele', 'moon-ios-2')).toEqual(refused);

  expect(await drill.deploy(both)).toEqual(updated);
  for (const clientId of ['moon-ios', 'moon-ios-2']) {
    const again = await entered(game, 'Adele', clientId);
    expect([again.identityId, await finds(game, again)]).toEqual([adele.identityId, saved]);
  }

  expect(await drill.deploy(fresh)).toEqual(updated);
  expect(await enters(game, 'Adele', 'moon-ios')).toEqual(refused);
  const again = await entered(game, 'Adele', 'moon-ios-2');
  expect([again.identityId, await finds(game, again)]).toEqual([adele.identityId, saved]);
  // Whoever came in by the old one plays on until the session ends.
  expect(await finds(game, adele)).toEqual(saved);
});
