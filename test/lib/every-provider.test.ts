import { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/app';
import { cliContext } from '../../lib/cdk-context';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { eachProvider, everything, nothingButGuests } from './everything';
import { testApp } from './synthesize';

// Claims that only an identity provider may set are warned about, and CDK announces bundles.
jest.spyOn(console, 'error').mockImplementation(() => {});
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

type Resources = Record<string, { Type: string; DeletionPolicy?: string }>;

function templatesOf(input: GameFederationInput, app: App = testApp()): Record<string, { Resources: Resources }> {
  buildApp(app, parseConfig(input));
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
}

function typesIn(templates: Record<string, { Resources: Resources }>): string[] {
  const types = Object.values(templates).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  return [...new Set(types)].sort();
}

describe('a stage with everything on', () => {
  test("passes CloudFormation's validation, cdk-nag and this project's checks, bundle included", () => {
    expect(() => templatesOf(everything, new App({ context: cliContext(), analyticsReporting: false }))).not.toThrow();
  });

  const templates = templatesOf(everything);

  test('keeps every resource of the data stack when its stack goes', () => {
    for (const resource of Object.values(templates['star-harvest-everything-data']?.Resources ?? {})) {
      expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    }
  });
});

describe('a stage with nothing but guests', () => {
  const templates = templatesOf(nothingButGuests);

  test('has nothing of any provider', () => {
    expect(typesIn(templates).filter((type) => /Cognito|OIDC|SAML/.test(type))).toEqual([
      'AWS::Cognito::IdentityPool',
      'AWS::Cognito::IdentityPoolRoleAttachment',
    ]);
  });
});

describe('a provider alone', () => {
  const only: Record<string, string[]> = {
    amazon: [],
    facebook: [],
    apple: [],
    'apple, several client IDs': ['AWS::IAM::OIDCProvider'],
    'apple, with a role for its own tokens': ['AWS::IAM::OIDCProvider'],
    google: [],
    'google, several client IDs': ['AWS::IAM::OIDCProvider'],
    oidc: ['AWS::Cognito::IdentityPoolPrincipalTag', 'AWS::IAM::OIDCProvider'],
    'oidc, imported': [],
    'user pool': [
      'AWS::Cognito::IdentityPoolPrincipalTag',
      'AWS::Cognito::ManagedLoginBranding',
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain',
      'AWS::Cognito::UserPoolGroup',
    ],
    'user pool, imported': [],
    saml: ['AWS::Cognito::IdentityPoolPrincipalTag', 'AWS::IAM::SAMLProvider'],
    'saml, imported': [],
    developer: [],
  };

  test('is told of each, what it needs', () => {
    expect(Object.keys(only)).toEqual(Object.keys(eachProvider));
  });

  test.each(Object.entries(eachProvider))(
    '%s: synthesizes, with what it needs and nothing of the others',
    (name, fields) => {
      const always = ['AWS::Cognito::IdentityPool', 'AWS::Cognito::IdentityPoolRoleAttachment'];
      const input = { game: 'star-harvest', stage: 'alone', account: '123456789012', retainData: false, ...fields };
      const types = typesIn(templatesOf(input));
      expect(types.filter((type) => /Cognito|OIDC|SAML/.test(type))).toEqual([...always, ...(only[name] ?? [])].sort());
    },
  );
});
