import { smokeTestsOf } from '../../../local/smoke-test/deployed-smoke-tests';
import { type HandMade, handMadeStack } from '../hand-made-stack';

const poolOf = (game: string, key: string): HandMade => [
  'AWS::Cognito::IdentityPool',
  `eu-west-1:${game}`,
  { SupportedLoginProviders: { [key]: `app of ${game}` } },
];
const testOf = (game: string, Variables: object): HandMade => [
  'AWS::Lambda::Function',
  `${game}-smoke-test`,
  { Environment: { Variables } },
];
const outputsOf = (game: string) => [
  { name: 'SmokeTestFunctionName', value: `${game}-smoke-test` },
  { name: 'PlayersSecretArn', value: `secret of ${game}` },
];
const pools = [poolOf('star', 'www.amazon.com'), poolOf('moon', 'graph.facebook.com')];
const stacksOf = (variablesOf: (game: string) => object) => [
  handMadeStack(pools, { name: 'pools' }),
  ...['star', 'moon'].map((game) =>
    handMadeStack([testOf(game, variablesOf(game))], { name: game, outputs: outputsOf(game) }),
  ),
];
const loginsIn = (stacks: ReturnType<typeof stacksOf>) =>
  smokeTestsOf([{ directory: 'out', stacks }]).map(({ stack, logins }) => [stack, logins.map(({ key }) => key)]);

test('two smoke tests of one assembly have each the logins of the pool that it is told of', () => {
  expect(loginsIn(stacksOf((game) => ({ POOL: `eu-west-1:${game}` })))).toEqual([
    ['star', ['www.amazon.com']],
    ['moon', ['graph.facebook.com']],
  ]);
});

test('a smoke test that is told of no pool has the logins of all', () => {
  const all = ['www.amazon.com', 'graph.facebook.com'];
  expect(loginsIn(stacksOf(() => ({})))).toEqual([
    ['star', all],
    ['moon', all],
  ]);
});
