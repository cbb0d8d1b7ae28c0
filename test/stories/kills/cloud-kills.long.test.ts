import { cloudKills } from './cloud-kills';

/** `KILLS=200 npm test -- test/stories/kills` kills more often. */
const kills = Number(process.env.KILLS ?? 12);

test(
  `a local cloud that is killed under load ${kills} times loses nothing that it acknowledged a second before`,
  async () => {
    const say = process.env.KILLS === undefined ? undefined : (line: string) => process.stderr.write(`${line}\n`);
    const { faults, acknowledged, stacks } = await cloudKills(kills, say);
    say?.(`stacks were found: ${JSON.stringify(stacks)}`);
    expect(faults).toEqual([]);
    // Much was at stake.
    expect(acknowledged).toBeGreaterThan(kills * 50);
  },
  60_000 + kills * 60_000,
);
