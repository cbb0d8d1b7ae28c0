import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { originWays, urlWay } from './app-ways';
import type { DeployedStage } from './deployed-stage';
import { type Facts, factsOf, type Noticed, type Way } from './facts';
import { installedFrom } from './installed';
import type { Issuers } from './issuers';
import { loginsOf } from './logins';
import { basicWays, developerWay, directWays, guestWay, loginWays } from './pool-ways';
import { fillData } from './reach';
import { refused } from './tried';
import { userPoolWays } from './user-pool-ways';

/**
 * Every way into a stage as it is deployed, and what apps have of it that were installed today.
 *
 * @param byClaims whether claims decide on roles or clans, or will
 */
export async function waysInto(stage: DeployedStage, issuers: Issuers, byClaims: boolean): Promise<Way[]> {
  const installed = installedFrom(stage);
  await fillData(installed.places, administratorClient(stage.cloud));
  const logins = loginsOf(stage, issuers, installed.pool);
  return [
    ...loginWays(installed, logins, byClaims),
    ...(await userPoolWays(installed)),
    guestWay(installed),
    ...[developerWay(installed)].filter((way) => way !== undefined),
    ...basicWays(installed, logins),
    ...directWays(installed, logins),
    ...originWays(installed),
    urlWay(installed),
  ];
}

/**
 * What of others' data somebody reads now who did not before: players without the identity pool, whose places bear the names of entries.
 * They save nothing themselves.
 */
export async function strangersIn(
  stage: DeployedStage,
  issuers: Issuers,
  then: ReadonlyMap<string, Facts>,
): Promise<Noticed[]> {
  const installed = installedFrom(stage);
  const now = await factsOf(directWays(installed, loginsOf(stage, issuers, installed.pool), false));
  return [...now].flatMap(([who, facts]) =>
    Object.keys(facts)
      .filter((what) => what.endsWith(', to read') && facts[what] === 'may' && then.get(who)?.[what] !== 'may')
      .map((what) => ({ who, what, before: `${refused}not a way of theirs`, after: 'may' })),
  );
}
