import { inertTold } from '../../../local/command/print-inert';
import { paintFor } from '../../../local/smoke-test/report/paint';

const paint = paintFor({ isTTY: false }, {});
const resource = (stackName: string, logicalId: string, type: string, inert?: true) => ({
  ...{ stackName, logicalId, type, ref: '', attributes: {}, properties: {}, place: '' },
  ...(inert && { inert }),
});
const stack = (...resources: ReturnType<typeof resource>[]) => ({
  ...{ name: 'game', id: '', account: '', region: '', partition: '', terminationProtection: false, outputs: [] },
  ...{ resources, assets: new Map<string, string>() },
});
const map = resource('game', 'Map', 'AWS::Location::Map', true);

test.each([
  ['nothing is inert', [stack(resource('game', 'Files', 'AWS::S3::Bucket'))], [], undefined],
  ['nothing is deployed yet', [], ['AWS::SQS::*'], undefined],
  [
    'some are',
    [stack(map, resource('game', 'Other', 'AWS::Location::Map', true), resource('game', 'Files', 'AWS::S3::Bucket'))],
    [],
    'Inert: these are not here, and nothing of them is played.\n  AWS::Location::Map: game: Map, game: Other',
  ],
  [
    'a pattern is in vain',
    [stack(map)],
    ['AWS::SQS::*'],
    'Inert: these are not here, and nothing of them is played.\n  AWS::Location::Map: game: Map\n--inert AWS::SQS::* names nothing that is deployed here.',
  ],
])('where %s, that is told', (_what, stacks, unused, told) => {
  expect(inertTold({ stacks, inert: { unused: () => unused } }, paint)).toBe(told);
});
