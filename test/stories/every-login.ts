import type { Clock } from '../../local/shared/clock';
import { SamlIssuer } from '../local/identities/saml/saml-issuer';
import { local } from '../stages/local';
import { changedAssembly, type OpenTemplate } from './deployment';

/** The game at each provider. */
export const apps = {
  google: local.google?.apps?.['star-harvest']?.ios ?? '',
  apple: local.apple?.clientIds?.[0] ?? '',
  amazon: local.amazon?.appId ?? '',
  facebook: local.facebook?.appId ?? '',
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
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: provider },
            Condition: condition,
          },
        ],
      },
    },
  };
}

/** The local stage with the studio's SAML provider under a name of the story's, and with a key of the story's beside the local one. */
export function assemblyWithEveryLogin(saml: SamlIssuer) {
  return changedAssembly(
    templatesWith('AWS::IAM::SAMLProvider', (resources, provider) => {
      Object.assign(resources[provider]?.Properties ?? {}, { Name: 'studio', SamlMetadataDocument: saml.metadata() });
      for (const issuer of ['accounts.google.com', 'appleid.apple.com']) trustAnotherApp(resources, issuer);
    }),
  );
}
