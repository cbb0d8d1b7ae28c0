import type { SamlProviderDirectory } from '../iam/saml-providers';
import type { IssuerTable } from '../identities/issuer-fetch';
import { startAmazonProvider } from '../idp/access-tokens/amazon-provider';
import { startFacebookProvider } from '../idp/access-tokens/facebook-provider';
import type { StandIn, StandInOptions } from '../idp/access-tokens/stand-in';
import { type IdentityProvider, startIdentityProvider } from '../idp/identity-provider';
import { type SamlIdentityProvider, startSamlIdentityProvider } from '../idp/saml/saml-identity-provider';
import type { Clock } from '../shared/clock';
import type { MakeKeyPair } from '../shared/key-pair';
import type { Reach } from '../shared/listen-address';
import type { DeployedIssuer } from './deployed-issuers';

/** An IAM SAML provider, and the local identity provider that plays the one of its metadata: the key and the sign-in page are its own. */
export interface PlayedSamlProvider extends Pick<SamlIdentityProvider, 'entityId' | 'ssoUrl' | 'attributes'> {
  readonly arn: string;
}

/** The issuers of a deployment, and where each is found. */
export interface IssuerDirectory {
  /** Local identity providers, started here: each with keys and a sign-in page of its own. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Local stand-ins for providers of opaque access tokens. */
  readonly standIns: readonly StandIn[];
  /** The IAM SAML providers whose identity provider is a local one. */
  readonly samlProviders: readonly PlayedSamlProvider[];
  /** Issuer → address, for those that are not fetched for real. */
  readonly table: IssuerTable;
  stop(): Promise<void>;
}

const startStandIn: Readonly<Record<string, (options: StandInOptions) => Promise<StandIn>>> = {
  'www.amazon.com': startAmazonProvider,
  'graph.facebook.com': startFacebookProvider,
};

/** What issuers are started with. */
export interface IssuerSurroundings extends Reach {
  /** Issuers that other identity providers of this machine play, by their address. */
  readonly mapped: IssuerTable;
  /** By which access tokens and assertions expire; ID tokens do by the machine's. */
  readonly clock: Clock;
  /** Learns the certificates that local SAML identity providers sign with. */
  readonly samlProviders: Pick<SamlProviderDirectory, 'addCertificate'>;
  /** What the local identity providers sign with. @default new ones */
  readonly makeKeyPair?: MakeKeyPair;
  /** Whether a key pair of this name was made in an earlier process. @default none was */
  readonly isKeyKept?: (name: string) => boolean;
  /** Where an issuer is to listen; undefined: anywhere. @default anywhere */
  readonly portOf?: (issuer: string) => number | undefined;
}

/**
 * Starts one identity provider for each issuer that is played on this machine.
 *
 * @throws Error where one can not be started; the others are stopped then
 */
export async function startIssuers(
  played: readonly DeployedIssuer[],
  {
    mapped,
    clock,
    samlProviders,
    host,
    allowHosts,
    makeKeyPair,
    isKeyKept,
    portOf = () => undefined,
  }: IssuerSurroundings,
): Promise<IssuerDirectory> {
  const [identityProviders, standIns, samlIdentityProviders] = await Promise.all([
    all(
      played
        .filter((issuer) => issuer.kind === 'openid')
        .map(({ name, clientIds, claims }) =>
          startIdentityProvider({ issuer: name, clientIds, claims, host, allowHosts, makeKeyPair, port: portOf(name) }),
        ),
    ),
    all(
      played
        .filter((issuer) => issuer.kind === 'access-token')
        .flatMap(
          ({ name, clientIds }) =>
            startStandIn[name]?.({ clientIds, clock, host, allowHosts, port: portOf(name) }) ?? [],
        ),
    ),
    all(
      played
        .filter((issuer) => issuer.kind === 'saml')
        .map(({ name, ...issuer }) => {
          const publish = (certificate: string) => samlProviders.addCertificate(name, certificate);
          return startSamlIdentityProvider({
            ...issuer,
            entityId: name,
            clock,
            publish,
            host,
            allowHosts,
            makeKeyPair,
            isKeyKept,
            port: portOf(name),
          });
        }),
    ),
  ]);
  const kinds = [identityProviders, standIns, samlIdentityProviders];
  const stop = async () => {
    await Promise.all(kinds.flatMap<{ stop(): Promise<void> }>(({ started }) => started).map((one) => one.stop()));
  };
  const failure = kinds.map((kind) => kind.failure).find((one) => one !== undefined);
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return {
    identityProviders: identityProviders.started,
    standIns: standIns.started,
    samlProviders: samlIdentityProviders.started.flatMap(({ arns, entityId, ssoUrl, attributes }) =>
      arns.map((arn) => ({ arn, entityId, ssoUrl, attributes })),
    ),
    table: Object.assign(
      {},
      mapped,
      ...[...samlIdentityProviders.started, ...standIns.started].map(({ table }) => table),
      Object.fromEntries(identityProviders.started.map(({ issuer, url }) => [issuer, url])),
    ),
    stop,
  };
}

/** Waits for every one, also when one fails: what has been started must be stopped. */
async function all<Provider>(starting: readonly Promise<Provider>[]) {
  const settled = await Promise.allSettled(starting);
  return {
    started: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    failure: settled.find((one) => one.status === 'rejected'),
  };
}
