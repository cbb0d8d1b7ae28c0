import { RegionInfo } from 'aws-cdk-lib/region-info';
import { parseConfig } from '../../../lib/config/parse';
import { type Place, placeProblems } from '../../../lib/config/places';
import type { GameFederationInput } from '../../../lib/config/schema';
import { good, imported, problemsOf } from './cases';

const otherPartition = /^region: '[^']*'.* is outside AWS's commercial partition/;
const unknown = /^region: '[^']*'.* is no region that this version of the CDK knows; .* set allowUnknownRegion: true/;

describe('a region', () => {
  const refused: [region: string, problem: RegExp, allowed: string][] = [
    ['xx-yy-1', unknown, 'eu-west-1'],
    ['eu-wset-1', /write one, .*eu-west-1.*, or set/, 'eu-west-1'],
    ['eu-west-4', unknown, 'eu-west-3'],
    ['us-east-11', unknown, 'us-east-1'],
    ['cn-north-1', otherPartition, 'ap-northeast-1'],
    ['us-gov-west-1', otherPartition, 'us-west-1'],
    ['us-iso-east-1', otherPartition, 'us-east-1'],
    ['us-isof-south-1', otherPartition, 'us-east-2'],
    ['eu-isoe-west-1', otherPartition, 'eu-west-2'],
    ['eusc-de-east-1', otherPartition, 'eu-central-1'],
    ['eusc-fr-west-9', otherPartition, 'eu-south-1'],
    ['Ireland', /^region: must be an AWS region such as eu-west-1/, 'il-central-1'],
  ];

  test.each(refused)('%s is refused', (region, problem, allowed) => {
    expect(problemsOf({ region })).toEqual([expect.stringMatching(problem)]);
    expect(problemsOf({ region: allowed })).toEqual([]);
  });

  test.each(refused)('%s is refused too where the CLI decides', (region, problem, allowed) => {
    if (region === 'Ireland') return;
    const said = placesOf({}, { region });
    expect(said).toEqual([expect.stringMatching(problem)]);
    expect(said[0]).toContain('left open here, and taken from the settings of the CDK CLI');
    expect(placesOf({}, { region: allowed })).toEqual([]);
    // What is written down goes first.
    expect(placesOf({ region: allowed }, { region })).toEqual([]);
  });

  test.each(refused)('of an imported user pool is held to the same: %s', (region, _, allowed) => {
    const pool = (of: string) => ({ userPool: { imported: { ...imported, userPoolId: `${of}_a1B2c3D4e` } } });
    expect(problemsOf(pool(region))).toEqual([expect.stringMatching(/^userPool\.imported\.userPoolId: /)]);
    expect(problemsOf(pool(allowed))).toEqual([]);
  });

  test('that AWS opened lately is taken from whoever says that they mean it, unless its name shows another partition', () => {
    expect(problemsOf({ region: 'eu-west-4', allowUnknownRegion: true })).toEqual([]);
    for (const region of ['cn-east-7', 'us-gov-north-1', 'us-isox-east-1', 'eu-isox-east-1', 'eusc-fr-west-9']) {
      expect(problemsOf({ region, allowUnknownRegion: true })).toEqual([expect.stringMatching(otherPartition)]);
    }
  });

  test.each(RegionInfo.regions.map(({ name, partition }) => [name, partition]))(
    '%s of the CDK is taken in the commercial partition alone',
    (region, partition) => {
      expect(problemsOf({ region })).toEqual(partition === 'aws' ? [] : [expect.stringMatching(otherPartition)]);
    },
  );
});

describe('a local stage in a real account is refused, whoever says the account', () => {
  const local = { stage: 'local-eu', account: undefined };
  test.each<[who: string, fields: object, cli: Place, right: Place]>([
    ['the configuration', { ...local, account: '210987654321' }, {}, {}],
    ['the CLI', local, { account: '210987654321' }, { account: '123456789012' }],
  ])('%s', (_, fields, cli, right) => {
    const corrected = 'account' in right ? fields : { ...fields, account: '123456789012' };
    expect(placesOf(fields, cli)).toEqual([expect.stringMatching(/^account: '210987654321'.* is a real one/)]);
    expect(placesOf(corrected, right)).toEqual([]);
    expect(placesOf({ ...fields, stage: 'locale' }, cli)).toEqual([]);
  });
});

/** What is wrong with the place of a small stage. */
function placesOf(fields: object, cli: Place): readonly string[] {
  const written: GameFederationInput = { ...good, ...fields };
  const { account, ...checked } = written;
  return placeProblems({ ...parseConfig(checked), account }, cli);
}
