import type { Clock } from '../../local/clock';
import { SamlIssuer } from '../local/identities/saml/saml-issuer';
import { changedAssembly, type OpenTemplate } from './deployment';

/** The game at each provider. */
export const apps = {
  google: 'star-harvest.apps.googleusercontent.com',
  apple: 'example.star-harvest.game',
  amazon: 'amzn1.application-oa2-client.star-harvest',
  facebook: '1234567890',
};

/** The account of the local stage. */
export const account = '123456789012';
export const samlProviderArn = `arn:aws:iam::${account}:saml-provider/studio`;
export const oidcProviderArn = `arn:aws:iam::${account}:oidc-provider/players.star-harvest.example`;

/** The machine's clock, or one that is ahead of it. */
export class MovableClock implements Clock {
  #ahead = 0;
  now = () => Date.now() + this.#ahead;
  /** @param seconds ahead of the machine's; 0 puts it right again */
  set(seconds: number): void {
    this.#ahead = seconds * 1000;
  }
}

/** A SAML identity provider of the game's studio. */
export function studio(clock: Clock): SamlIssuer {
  return new SamlIssuer('https://studio.star-harvest.example/saml', clock);
}

/** A template's resources, whatever properties they have. */
export type Resources = Record<string, { Type: string; Properties: object }>;

/** Changes the templates that hold a resource of this type. */
export function templatesWith(type: string, change: (resources: Resources, id: string) => void) {
  return ({ Resources }: OpenTemplate): boolean => {
    const found = Object.entries(Resources).find(([, resource]) => resource.Type === type);
    if (found !== undefined) change(Resources as Resources, found[0]);
    return found !== undefined;
  };
}

/** An app that is not the game, at the stand-ins of Google and Apple: some role trusts it. */
export const anotherApp = 'another-app';

/** Makes another app known to an issuer's stand-in, by a role that trusts it. */
export function trustAnotherApp(resources: Resources, provider: string): void {
  const condition = { StringEquals: { [`${provider}:aud`]: anotherApp } };
  resources[`AnotherApp${provider.replace(/\W/g, '')}`] = {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust(provider, condition) },
  };
}

/** The local stage, whose pool also takes Google, Apple, Amazon, Facebook and a SAML provider. */
export function assemblyWithEveryLogin(saml: SamlIssuer) {
  return changedAssembly(
    templatesWith('AWS::Cognito::IdentityPool', (resources, pool) => {
      resources.StudioSaml = {
        Type: 'AWS::IAM::SAMLProvider',
        Properties: { Name: 'studio', SamlMetadataDocument: saml.metadata() },
      };
      for (const provider of ['accounts.google.com', 'appleid.apple.com']) trustAnotherApp(resources, provider);
      Object.assign(resources[pool]?.Properties ?? {}, {
        SamlProviderARNs: [{ Ref: 'StudioSaml' }],
        SupportedLoginProviders: {
          'accounts.google.com': apps.google,
          'appleid.apple.com': apps.apple,
          'www.amazon.com': apps.amazon,
          'graph.facebook.com': apps.facebook,
        },
      });
    }),
  );
}

/** What a role trusts, in one statement. */
export function trust(principal: string, condition: object, actions: readonly string[] = webIdentity) {
  const statement = { Effect: 'Allow', Action: actions, Principal: { Federated: principal }, Condition: condition };
  return { Version: '2012-10-17', Statement: [statement] };
}

const webIdentity = ['sts:AssumeRoleWithWebIdentity'];

/** A role that reads and writes the files below one prefix of a bucket. */
export function roleForFiles(RoleName: string, trustPolicy: object, bucketArn: object, prefix: string) {
  const Resource = { 'Fn::Join': ['', [bucketArn, `/${prefix}/*`]] };
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName,
      AssumeRolePolicyDocument: trustPolicy,
      Policies: [{ PolicyName: 'Files', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
    },
  };
}

/** The ARN of a role that a story added. */
export const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
