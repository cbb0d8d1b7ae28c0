import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DeveloperProvider } from '../../../../lib/federation/login-providers/developer-provider';
import { OidcProvider } from '../../../../lib/federation/login-providers/oidc-provider';
import { testApp } from '../../synthesize';

const issuer = { name: 'my-studio', issuer: 'https://login.my-studio.com/players', clientIds: ['ios', 'android'] };
const importedArn = 'arn:aws:iam::123456789012:oidc-provider/login.my-studio.com/players';

function oidcProvider(changes: object = {}) {
  const stack = new Stack(testApp(), 'Stack');
  const provider = new OidcProvider(stack, { issuer: { ...issuer, ...changes } });
  return { stack, provider, template: () => Template.fromStack(stack) };
}

describe('an OIDC issuer', () => {
  test('becomes an IAM provider with all its client IDs', () => {
    oidcProvider().template().hasResourceProperties('AWS::IAM::OIDCProvider', {
      Url: issuer.issuer,
      ClientIdList: issuer.clientIds,
    });
  });

  test('passes its thumbprints on', () => {
    const thumbprints = ['a'.repeat(40)];
    oidcProvider({ thumbprints })
      .template()
      .hasResourceProperties('AWS::IAM::OIDCProvider', { ThumbprintList: thumbprints });
  });

  test('is not created again when it is imported', () => {
    const { provider, template } = oidcProvider({ importedArn });
    template().resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(provider.membership).toEqual({ openIdConnectProviderArns: [importedArn] });
    expect(provider.directTrust.principal).toBe(importedArn);
  });

  test('is known to Logins and to condition keys by its issuer without https://', () => {
    const { provider } = oidcProvider({ importedArn });
    expect(provider.loginsKey).toBe('login.my-studio.com/players');
    expect(provider.directTrust.audienceKey).toBe('login.my-studio.com/players:aud');
    expect(provider.directTrust.subjectKey).toBe('login.my-studio.com/players:sub');
    expect(provider.roleMappingKeys).toEqual([{ name: 'OidcMyStudio', identityProvider: importedArn }]);
    expect(provider.outputs).toEqual([
      { name: 'OidcProviderArnMyStudio', value: importedArn, description: expect.any(String) },
    ]);
  });

  test('warns about a placeholder client ID, and about no other', () => {
    const warnings = (clientIds: string[]) =>
      oidcProvider({ clientIds })
        .provider.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')
        .map(({ data }) => data);
    expect(warnings(['REPLACE-ME.apps.googleusercontent.com', 'real'])).toEqual([
      expect.stringContaining(
        "Client ID 'REPLACE-ME.apps.googleusercontent.com' of https://login.my-studio.com/players",
      ),
    ]);
    expect(warnings(['real'])).toEqual([]);
  });
});

test('a developer provider is known by its name, maps no roles and is nobody to STS', () => {
  const provider = new DeveloperProvider('login.my-studio');
  expect(provider).toMatchObject({
    loginsKey: 'login.my-studio',
    membership: { developerProviderName: 'login.my-studio' },
    outputs: [],
  });
  expect(provider).not.toHaveProperty('directTrust');
  expect(provider).not.toHaveProperty('roleMappingKeys');
});
