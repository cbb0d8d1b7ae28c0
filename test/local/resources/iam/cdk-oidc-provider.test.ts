import { App, Stack } from 'aws-cdk-lib';
import { CfnIdentityPool } from 'aws-cdk-lib/aws-cognito';
import { OpenIdConnectProvider } from 'aws-cdk-lib/aws-iam';
import { type AccountOnHand, accountOnHand } from '../../deployments/account-on-hand';

const arn = 'arn:aws:iam::123456789012:oidc-provider/players.example';

/** The CDK's own construct, synthesized. @param change of the templates' resources, by their types */
function synthesized(clientIds: string[], change: (resource: { Type: string; Properties: object }) => void = () => {}) {
  const app = new App();
  const stack = new Stack(app, 'game', { env: { account: '123456789012', region: 'eu-west-1' } });
  const provider = new OpenIdConnectProvider(stack, 'Players', { url: 'https://players.example', clientIds });
  new CfnIdentityPool(stack, 'Pool', {
    allowUnauthenticatedIdentities: false,
    openIdConnectProviderArns: [provider.openIdConnectProviderArn],
  });
  const assembly = app.synth();
  const { template } = assembly.getStackByName('game');
  for (const resource of Object.values(template.Resources)) change(resource as { Type: string; Properties: object });
  return { directory: assembly.directory, template };
}

/** What the function's archive would be, whatever it holds: the engine does what it does. */
const inline = (resource: { Type: string; Properties: object }) => {
  if (resource.Type === 'AWS::Lambda::Function')
    Object.assign(resource.Properties, { Code: { ZipFile: 'exports.handler = 1' } });
};
const withoutTemplateRules = ({ Resources }: { Resources: object }) => ({ Resources });

test('at a start it is an IAM OIDC provider, which the identity pool takes', async () => {
  const { cloud } = await accountOnHand({ assemblies: [synthesized(['ios', 'web']).directory] });
  expect(cloud.identityProviders.map(({ issuer, clientIds }) => [issuer, clientIds])).toEqual([
    ['https://players.example', ['ios', 'web']],
  ]);
  await cloud.stop();
});

describe('deployed by CloudFormation', () => {
  let account: AccountOnHand;
  beforeAll(async () => {
    account = await accountOnHand();
  });
  afterAll(() => account.cloud.stop());
  const players = () => account.cloud.identityProviders.map(({ issuer, clientIds }) => [issuer, clientIds]);
  const failures = async (stack: string) => (await account.history(stack)).join('\n');

  test('it is made, changed and deleted', async () => {
    const deploy = (clients: string[]) =>
      account.deploy('game', withoutTemplateRules(synthesized(clients, inline).template));
    expect(await deploy(['ios'])).toBe('CREATE_COMPLETE');
    expect(players()).toEqual([['https://players.example', ['ios']]]);
    expect(await deploy(['web'])).toBe('UPDATE_COMPLETE');
    expect(players()).toEqual([['https://players.example', ['web']]]);
    expect(await account.remove('game')).toBe('DELETE_COMPLETE');
    expect(players()).toEqual([]);
  });

  test('another URL is another provider, and the old one goes', async () => {
    const at = (host: string) =>
      JSON.parse(
        JSON.stringify(withoutTemplateRules(synthesized(['ios'], inline).template)).replaceAll('players.example', host),
      );
    expect(await account.deploy('game', at('one.example'))).toBe('CREATE_COMPLETE');
    expect(await account.deploy('game', at('two.example'))).toBe('UPDATE_COMPLETE');
    expect(players()).toEqual([['https://two.example', ['ios']]]);
    expect(await account.remove('game')).toBe('DELETE_COMPLETE');
    expect(players()).toEqual([]);
  });

  test.each<[string, (resource: { Type: string; Properties: object }) => void, string]>([
    [
      'the function’s role may not make providers',
      ({ Type, Properties }) => {
        if (Type === 'AWS::IAM::Role') Object.assign(Properties, { Policies: [] });
      },
      `is not authorized to perform: iam:CreateOpenIDConnectProvider on resource: ${arn}`,
    ],
    [
      'Lambda may not take the role',
      ({ Type, Properties }) => {
        const Statement = [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }];
        if (Type === 'AWS::IAM::Role')
          Object.assign(Properties, { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement } });
      },
      'cannot be assumed by Lambda',
    ],
    [
      'there is no such function',
      ({ Type, Properties }) => {
        const ServiceToken = 'arn:aws:lambda:eu-west-1:123456789012:function:none';
        if (Type.startsWith('Custom::')) Object.assign(Properties, { ServiceToken });
      },
      'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:none',
    ],
    [
      'the provider is there already',
      ({ Type, Properties }) => {
        if (Type.startsWith('Custom::')) Object.assign(Properties, { Url: 'https://taken.example' });
      },
      'Provider with url https://taken.example already exists',
    ],
  ])('where %s, it is not made', async (_what, change, why) => {
    const taken = {
      Taken: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://taken.example', ClientIdList: ['a'] } },
    };
    expect(await account.deploy('taken', { Resources: taken })).toBe('CREATE_COMPLETE');
    const { template } = synthesized(['ios'], (resource) => {
      inline(resource);
      change(resource);
    });
    expect(await account.deploy('game', withoutTemplateRules(template), { OnFailure: 'DO_NOTHING' })).toBe(
      'CREATE_FAILED',
    );
    expect(await failures('game')).toContain(why);
    expect(players().map(([issuer]) => issuer)).not.toContain('https://players.example');
    expect(await account.remove('game')).toBe('DELETE_COMPLETE');
    expect(await account.remove('taken')).toBe('DELETE_COMPLETE');
  });
});
