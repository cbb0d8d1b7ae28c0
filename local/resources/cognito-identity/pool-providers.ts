import { AssemblyError } from '../../../assembly/assembly-error';
import { accessTokenProviders } from '../../identities/access-token-providers';
import { publicIssuers } from '../../identities/public-issuers';
import type { PoolSettings } from '../../services/cognito-identity/identity-pool';
import type { Account } from '../account';

/** Where providers are looked for. */
export type ProviderAccount = Pick<Account, 'identityPools' | 'oidcProviders' | 'samlProviders'>;

/**
 * A pool accepts providers that exist, each once. That AWS looks after an IAM provider, or an app client, when the pool is configured is
 * **unconfirmed**; here nobody could sign in by one that is nowhere.
 *
 * @throws AssemblyError naming the place
 */
export function checkProviders(settings: PoolSettings, place: string, account: ProviderAccount): void {
  for (const arn of settings.openIdConnectProviderArns) {
    if (account.oidcProviders.find(arn) === undefined) throw nowhere(place, 'OIDC', arn, 'its URL and client IDs');
  }
  for (const arn of settings.samlProviderArns) {
    if (account.samlProviders.find(arn) === undefined) throw nowhere(place, 'SAML', arn, 'its metadata');
  }
  for (const name of Object.keys(settings.supportedLoginProviders)) {
    if (accessTokenProviders.has(name) || publicIssuers.has(name)) continue;
    throw new AssemblyError(`${place}: Properties.SupportedLoginProviders.${name}`, 'is not supported here');
  }
  checkClients(settings, place, account);
  const keys = account.identityPools.verifiersFor(settings).map(({ provider }) => provider);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new AssemblyError(place, `accepts ${twice} twice: one key in Logins is one provider`);
  }
}

function checkClients(
  { cognitoIdentityProviders }: PoolSettings,
  place: string,
  { identityPools }: ProviderAccount,
): void {
  const seen = new Set<string>();
  for (const client of cognitoIdentityProviders) {
    const { ProviderName, ClientId } = client;
    const where = `${place}: Properties.CognitoIdentityProviders`;
    const key = `${ProviderName} ${ClientId}`;
    if (seen.has(key)) throw new AssemblyError(where, `${ClientId} is there twice`);
    seen.add(key);
    if (identityPools.lacksClient(client)) {
      throw new AssemblyError(where, `${ClientId} is not an app client of that user pool`);
    }
  }
}

function nowhere(place: string, kind: string, arn: string, what: string): AssemblyError {
  return new AssemblyError(
    place,
    `accepts the ${kind} provider ${arn}, which is in no template: name ${what} in the inventory of what exists beside them (--existing)`,
  );
}
