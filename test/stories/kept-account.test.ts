import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudOptions } from '../../local/account/cloud-options';
import { StateStore } from '../../local/state/state-store';
import { type Game, startGame } from './deployment';

/** The game's account, kept in a folder. */
const folder = mkdtempSync(join(tmpdir(), 'kept-account-'));
const problems: string[] = [];
const start = (options: Partial<CloudOptions> = {}) =>
  startGame({ state: StateStore.open(folder), onProblem: (problem) => problems.push(problem), ...options });

/** What anybody sees of a cloud that is to be the same after a restart. */
const seen = ({ cloud }: Game) =>
  JSON.parse(
    JSON.stringify({
      url: cloud.url,
      administrator: cloud.administrator,
      stacks: cloud.cloudFormation.everything().map((stack) => ({ ...stack, events: stack.events })),
      deployed: cloud.stacks.map((stack) => ({ ...stack, assets: undefined })),
      providers: cloud.identityProviders.map(({ issuer, url }) => ({ issuer, url })),
      standIns: cloud.standIns,
      saml: cloud.samlProviders,
      logins: cloud.managedLogins,
    }),
  );

it('comes back as it was, and nothing happens where nothing changes', async () => {
  const first = await start();
  const before = seen(first);
  const token = await first.idToken('ana');
  await first.cloud.stop();
  const second = await start();
  try {
    expect(seen(second)).toEqual(before);
    expect(problems).toEqual([]);
    expect(await second.idToken('ana')).not.toBe(token);
  } finally {
    await second.cloud.stop();
  }
});

it('is refused to a second cloud while one has it', async () => {
  const first = await start();
  try {
    expect(() => StateStore.open(folder)).toThrow('open in this process already');
  } finally {
    await first.cloud.stop();
  }
  await (await start()).cloud.stop();
});
