import type { Clock } from './clock';
import type { DeployedIssuer } from './deployed-issuers';
import type { IssuerTable } from './identities/issuer-fetch';
import { startAmazonProvider } from './idp/access-tokens/amazon-provider';
import { startFacebookProvider } from './idp/access-tokens/facebook-provider';
import type { StandIn, StandInOptions } from './idp/access-tokens/stand-in';
import { type IdentityProvider, startIdentityProvider } from './idp/identity-provider';

/** The issuers of a deployment, and where each is found. */
export interface IssuerDirectory {
  /** Local identity providers, started here: each with keys and a sign-in page of its own. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Local stand-ins for providers of opaque access tokens. */
  readonly standIns: readonly StandIn[];
  /** Issuer → address, for those that are not fetched for real. */
  readonly table: IssuerTable;
  stop(): Promise<void>;
}

const startStandIn: Readonly<Record<string, (options: StandInOptions) => Promise<StandIn>>> = {
  'www.amazon.com': startAmazonProvider,
  'graph.facebook.com': startFacebookProvider,
};

/**
 * Starts one identity provider for each issuer that is played on this machine.
 *
 * @param mapped issuers that other identity providers of this machine play, by their address
 * @param clock by which access tokens expire; ID tokens do by the machine's
 * @throws Error where one can not be started; the others are stopped then
 */
export async function startIssuers(
  played: readonly DeployedIssuer[],
  mapped: IssuerTable,
  clock: Clock,
): Promise<IssuerDirectory> {
  const [identityProviders, standIns] = await Promise.all([
    all(
      played
        .filter(({ kind }) => kind === 'openid')
        .map(({ name, clientIds, claims }) => startIdentityProvider({ issuer: name, clientIds, claims })),
    ),
    all(played.flatMap(({ name, kind }) => (kind === 'access-token' ? (startStandIn[name]?.({ clock }) ?? []) : []))),
  ]);
  const stop = async () => {
    await Promise.all([...identityProviders.started, ...standIns.started].map((provider) => provider.stop()));
  };
  const failure = identityProviders.failure ?? standIns.failure;
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return {
    identityProviders: identityProviders.started,
    standIns: standIns.started,
    table: Object.assign(
      {},
      mapped,
      ...standIns.started.map(({ table }) => table),
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
