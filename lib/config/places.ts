import { RegionInfo } from 'aws-cdk-lib/region-info';
import { isLocalStage } from './fields';
import type { GameFederationConfig } from './schema';

/** Where a stage goes, as far as somebody says so. */
export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** The account of AWS's documentation, which is nobody's. */
const documentationAccount = '123456789012';

/**
 * Regions outside the commercial partition begin so, known or not.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html (documented)
 */
const foreign = /^(cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc)-/;

/**
 * Rules about where a stage goes. What the configuration leaves open the CDK CLI decides, and the same rules hold of it: otherwise a
 * stage that is refused with its place written down would be deployed there without it.
 *
 * @param cli what the CLI decides, where it runs the app
 * @see https://docs.aws.amazon.com/cdk/v2/guide/configure-env.html (documented: `CDK_DEFAULT_ACCOUNT`, `CDK_DEFAULT_REGION`)
 */
export function placeProblems(config: GameFederationConfig, cli: Place = {}): string[] {
  const { stage, account = cli.account, region = cli.region, userPool, allowUnknownRegion } = config;
  const leftOpen = (field: 'account' | 'region') =>
    config[field] === undefined ? ' (left open here, and taken from the settings of the CDK CLI)' : '';
  const problems: string[] = [];
  if (region !== undefined) {
    problems.push(...regionProblems('region', region, leftOpen('region'), allowUnknownRegion));
  }
  const poolId = userPool?.imported?.userPoolId;
  if (poolId !== undefined) {
    const [poolRegion = ''] = poolId.split('_');
    problems.push(...regionProblems('userPool.imported.userPoolId', poolRegion, '', allowUnknownRegion));
  }
  if (isLocalStage(stage) && ![undefined, documentationAccount].includes(account)) {
    problems.push(
      `account: '${account}'${leftOpen('account')} is a real one, and stage '${stage}' one of the local cloud, which is not checked against deployed stages; name a stage that is deployed otherwise, or write '${documentationAccount}'`,
    );
  }
  return problems;
}

/**
 * A region that the CDK does not know is refused, since most of them are misspelt, and a stage in no region fails only once it is
 * deployed. AWS opens regions all the same, so whoever means one says so; its partition still shows in its name.
 */
function regionProblems(field: string, region: string, note: string, insists: boolean | undefined): string[] {
  const { partition = foreign.test(region) ? 'another' : undefined } = RegionInfo.get(region);
  if (partition !== undefined && partition !== 'aws') {
    return [
      `${field}: '${region}'${note} is outside AWS's commercial partition, where identity pools have other principals and condition keys; choose another`,
    ];
  }
  if (partition !== undefined || insists) return [];
  const near = RegionInfo.regions.filter(({ name }) => name.slice(0, 2) === region.slice(0, 2) && !foreign.test(name));
  const known = near.length === 0 ? 'such as eu-west-1' : near.map(({ name }) => name).join(', ');
  return [
    `${field}: '${region}'${note} is no region that this version of the CDK knows; write one, ${known}, or set allowUnknownRegion: true for one that AWS has opened since`,
  ];
}
