import { KeptInMemory } from '../state/kept/kept-in-memory';
import { type AccountOnHand, accountOnHand } from './account-on-hand';
import { type Things, template, things } from './things';

// All tests of deployments run on accounts that are watched so: what they do to stacks must have been told to whoever keeps them.

let on: Things;
beforeEach(async () => {
  on = things();
  await on.deploy('one', template({ A: { Value: '1' } }));
});

const stack = () => {
  const [first] = on.deployments.all();
  if (first === undefined) throw new Error('there is no stack');
  return first;
};

const resource = () => {
  const [first] = stack().resources.values();
  if (first === undefined) throw new Error('there is no resource');
  return first;
};

test.each<[string, () => void, () => void]>([
  [
    'a line of history',
    () => {
      stack().history.pop();
    },
    () => stack().tell({ logicalId: 'A', physicalId: 'a', type: 'Test::Thing', status: 'UPDATE_COMPLETE' }),
  ],
  [
    'a resource',
    () => {
      Map.prototype.clear.call(stack().resources);
    },
    () => {
      stack().resources.set('B', resource());
    },
  ],
  [
    'an import in use',
    () => {
      (stack().imports as Set<string>).add('another-export');
    },
    () => {
      stack().imports = new Set(['the-export']);
    },
  ],
])('%s that nobody is told of is found, and one that is told is not', (_what, silently, aloud) => {
  aloud();
  expect(() => on.kept.check()).not.toThrow();
  silently();
  expect(() => on.kept.check()).toThrow(/^stacks .* has changed unannounced/);
});

describe('an account', () => {
  const kept = new KeptInMemory();
  let account: AccountOnHand;
  beforeAll(async () => {
    account = await accountOnHand({}, kept);
  });
  afterAll(() => account.cloud.stop());

  test.each(['stacks', 'times-made', 'standing-resources', 'functions'])('has %s, which are watched', async (name) => {
    const Principal = { Service: 'lambda.amazonaws.com' };
    const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' } };
    const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
    const Properties = { Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { ZipFile: 'exports.handler = 1' } };
    const Check = {
      Type: 'AWS::Lambda::Function',
      Properties: { ...Properties, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    };
    expect(await account.deploy(name, { Resources: { Role, Check } })).toBe('CREATE_COMPLETE');
    expect(kept.records(name).size).toBeGreaterThan(0);
    expect(await account.remove(name)).toBe('DELETE_COMPLETE');
  });
});
