import { gameConfig } from '../../../client/config/from-outputs';
import type { Outputs } from '../../../client/config/outputs';
import { asLocal, configured, variantOf } from './variants';

const everything = variantOf('everything, in AWS');
const { data, federation } = everything.stacks;

/** The outputs of everything, with one changed or left out. */
function outputsWith(stack: string, output: string, value?: string): Outputs {
  const { [output]: _, ...others } = everything.outputs.stacks[stack] ?? {};
  const changed = value === undefined ? others : { ...others, [output]: value };
  return { stacks: { ...everything.outputs.stacks, [stack]: changed } };
}

const read = (outputs: Outputs, client?: string) =>
  gameConfig(outputs, { stacks: everything.stacks, platforms: ['Web'], ...(client !== undefined && { client }) });

test('each value is that of its output', () => {
  const outputs = { ...everything.outputs.stacks[data], ...everything.outputs.stacks[federation] };
  expect(configured(everything)).toEqual({
    remarks: [],
    config: {
      aws: { region: 'eu-west-1' },
      identityPoolId: outputs.IdentityPoolId,
      guests: true,
      bucket: outputs.BucketName,
      table: outputs.TableName,
      userPool: {
        id: outputs.UserPoolId,
        clientId: outputs.UserPoolClientIdStarHarvestWeb,
        managedLogin: {
          domain: 'star-harvest-everything.auth.eu-west-1.amazoncognito.com',
          redirectSignIn: ['https://play.star-harvest.com/', 'http://localhost:5173/'],
          redirectSignOut: [],
          scopes: ['openid'],
        },
      },
      scores: { url: outputs.ScoresUrl },
      roles: {
        authenticated: outputs.AuthenticatedRoleArn,
        guest: outputs.GuestRoleArn,
        named: { BoardKeeper: outputs.NamedRoleArnBoardKeeper, Moderator: outputs.NamedRoleArnModerator },
        federated: {
          Amazon: outputs.FederatedRoleArnAmazon,
          Facebook: outputs.FederatedRoleArnFacebook,
          Google: outputs.FederatedRoleArnGoogle,
          MyStudio: outputs.FederatedRoleArnMyStudio,
        },
      },
      samlProviders: { Partner: outputs.SamlProviderArnPartner },
    },
  });
});

test.each([
  [data, 'BucketName'],
  [data, 'TableName'],
  [federation, 'Region'],
  [federation, 'IdentityPoolId'],
  [federation, 'AuthenticatedRoleArn'],
  [federation, 'UserPoolCallbackUrlsStarHarvestWeb'],
])('without the output of %s that is called %s, both are named', (stack, output) => {
  const said = `the stack ${stack} has no output ${output}; deploy it again`;
  expect(() => read(outputsWith(stack, output))).toThrow(said);
  expect(() => read(outputsWith(stack, output, ''))).toThrow(said);
  expect(() => read(everything.outputs)).not.toThrow();
});

test.each([
  [federation, 'Region', 'eu west', 'aws.region'],
  [federation, 'IdentityPoolId', 'eu-west-1_a1B2c3D4e', 'identityPoolId'],
  [federation, 'UserPoolId', 'eu-west-1:0-1', 'userPool.id'],
  [federation, 'UserPoolClientIdStarHarvestWeb', 'a client', 'userPool.clientId'],
  [federation, 'UserPoolSignInUrl', 'https://a b', 'userPool.managedLogin.domain'],
  [federation, 'AuthenticatedRoleArn', 'AuthenticatedRole', 'roles.authenticated'],
  [federation, 'GuestRoleArn', 'arn:aws:s3:::bucket', 'roles.guest'],
  [federation, 'NamedRoleArnModerator', 'moderator', 'roles.named.Moderator'],
  [federation, 'FederatedRoleArnGoogle', '', undefined],
  [federation, 'SamlProviderArnPartner', 'partner', 'samlProviders.Partner'],
])('of %s, %s is not %j', (stack, output, value, field) => {
  const outputs = outputsWith(stack, output, value);
  if (field === undefined) expect(read(outputs).config.roles.federated).not.toHaveProperty('Google');
  else expect(() => read(outputs)).toThrow(`the outputs of ${federation} and ${data} are no app's: ${field}: `);
  expect(() => read(everything.outputs)).not.toThrow();
});

const role = 'arn:aws:iam::123456789012:role/player';

/** What an output's name would be in a variable's, a file's or a prototype's place. */
const noOutputNames = ['A=1\nEVIL', 'A\u0000', 'A\u001b[2K', 'A B', '$(id)', 'A-B', 'Ä', '\u202eA', '#'];

test.each(['NamedRoleArn', 'FederatedRoleArn', 'SamlProviderArn'])(
  'what begins as %s and goes on as no output of a template can is no configuration',
  (output) => {
    for (const name of noOutputNames) {
      expect(() => read(outputsWith(federation, output + name, role))).toThrow(
        `the outputs of ${federation} and ${data} are no app's: `,
      );
    }
    // Nobody's prototype: it is left out.
    const { roles, samlProviders } = read(outputsWith(federation, `${output}__proto__`, role)).config;
    for (const arns of [roles.named, roles.federated, samlProviders]) {
      expect(Object.getPrototypeOf(Object.getPrototypeOf(arns))).toBeNull();
      expect(Object.keys(arns)).not.toContain('__proto__');
    }
    for (const name of ['constructor', 'toString', 'A1']) {
      const { roles, samlProviders } = read(outputsWith(federation, output + name, role)).config;
      expect({ ...roles.named, ...roles.federated, ...samlProviders }).toHaveProperty(name, role);
    }
  },
);

test('stacks of another stage are named, as is the way to it', () => {
  const { [data]: _, ...others } = everything.outputs.stacks;
  expect(() => read({ stacks: others })).toThrow(
    `there are no outputs of the stack ${data}, only ${federation}; deploy it, or choose another stage, --stage <name>`,
  );
  expect(() => read({ stacks: {} })).toThrow('no stack at all');
});

describe('managed login of a local cloud', () => {
  test('is told by its address of TLS, as what https:// stands before', () => {
    const { config } = read(asLocal(everything.outputs, true));
    expect(config.userPool?.managedLogin?.domain).toBe(`localhost:4511/${config.userPool?.id}/managed-login`);
    expect(config.aws.endpoint).toBe('http://127.0.0.1:4510');
  });

  test('is left out where it is served by http alone, and that is said', () => {
    const { config, remarks } = read(asLocal(everything.outputs, false));
    expect(config.userPool).toEqual({ id: expect.any(String), clientId: expect.any(String) });
    expect(remarks).toEqual([
      'managed login is left out: apps write https:// before its domain; start the local cloud with --https',
    ]);
    expect(read(everything.outputs).remarks).toEqual([]);
  });
});

const imported = variantOf('user pool, imported, in AWS');

describe('the app client', () => {
  const two = everything.outputs;
  const one = outputsWith(federation, 'UserPoolClientIdStarHarvestIos');
  const twoOfTheWeb = outputsWith(federation, 'UserPoolClientIdStarMarketWeb', 'market');
  const none = outputsWith(federation, 'UserPoolId');
  const names = 'StarHarvestIos, StarHarvestWeb';

  test.each<[what: string, outputs: Outputs, client: string | undefined, platforms: string[], taken: string | Error]>([
    ['the only one', one, undefined, [], 'StarHarvestWeb'],
    ['the only one, though of another platform', one, undefined, ['Ios', 'Android'], 'StarHarvestWeb'],
    ['the only one of the platform', two, undefined, ['Web'], 'StarHarvestWeb'],
    ['the only one of the platforms', two, undefined, ['Ios', 'Android'], 'StarHarvestIos'],
    ['the one that is named', two, 'StarHarvestIos', ['Web'], 'StarHarvestIos'],
    ['none of several', two, undefined, [], new Error(`--client takes one of ${names}, none`)],
    ['none of two of the platform', twoOfTheWeb, undefined, ['Web'], new Error('there are several app clients')],
    [
      'none that is not there',
      two,
      'StarHarvest',
      ['Web'],
      new Error(`no such app client; --client takes one of ${names}`),
    ],
    ['none from a prototype', two, 'constructor', ['Web'], new Error('there is no such app client')],
    ['none where there is no user pool', none, 'StarHarvestWeb', ['Web'], new Error('has no user pool; leave it out')],
  ])('is %s', (_, outputs, client, platforms, taken) => {
    const configure = () =>
      gameConfig(outputs, { stacks: everything.stacks, platforms, ...(client && { client }) }).config;
    if (taken instanceof Error) expect(configure).toThrow(taken.message);
    else expect(configure().userPool?.clientId).toBe(outputs.stacks[federation]?.[`UserPoolClientId${taken}`]);
  });

  test.each([two, none])('may be none, which leaves the user pool out', (outputs) => {
    expect(read(outputs, 'none').config).not.toHaveProperty('userPool');
    expect(read(two).config).toHaveProperty('userPool');
  });

  test('of an imported user pool is given by its ID, as the stack names none', () => {
    const said = /names no app client of the user pool eu-west-1_a1B2c3D4e.*--client <id>.*--client none/;
    expect(() => configured({ ...imported, client: undefined })).toThrow(said);
    expect(() => configured({ ...imported, client: 'no id' })).toThrow(said);
    expect(configured(imported).config.userPool).toEqual({ id: 'eu-west-1_a1B2c3D4e', clientId: '1example23456789' });
    expect(configured({ ...imported, client: 'none' }).config).not.toHaveProperty('userPool');
  });
});

test('the address of the scores is that of its output, in a local cloud too, and absent where there is none', () => {
  const url = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/v1';
  const outputs = outputsWith(federation, 'ScoresUrl', url);
  expect(read(outputs).config.scores).toEqual({ url });
  expect(read(asLocal(outputs, true)).config.scores).toEqual({ url });
  expect(read(outputsWith(federation, 'ScoresUrl')).config).not.toHaveProperty('scores');
  expect(() => read(outputsWith(federation, 'ScoresUrl', `${url}/`))).toThrow(/scores.url/);
});
