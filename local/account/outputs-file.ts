import type { LocalCloud } from './local-cloud';

/** What is local about a local cloud, for whoever configures an app with it. No AWS account has anything like it. */
export interface LocalSurroundings {
  /** One address for every service: the value of `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The same by TLS, where the local cloud is served so. */
  readonly httpsEndpoint?: string;
  /** Where players sign in to user pools, and the app clients that may send them there. */
  readonly managedLogins: readonly LocalManagedLogin[];
  /** Where the stages of REST APIs are called: at AWS's own name, and on this machine. Absent: there is none. */
  readonly apis?: readonly {
    readonly apiId: string;
    readonly stage: string;
    readonly url: string;
    readonly localUrl: string;
    readonly httpsUrl?: string;
  }[];
  /** OpenID providers that are played here. */
  readonly identityProviders: readonly {
    readonly issuer: string;
    readonly url: string;
    readonly clientIds: readonly string[];
  }[];
  /** Providers of opaque access tokens that are played here, by their key in `Logins`. */
  readonly accessTokenProviders: readonly { readonly name: string; readonly signInUrl: string }[];
  /** SAML identity providers that are played here. */
  readonly samlProviders: readonly { readonly arn: string; readonly entityId: string; readonly ssoUrl: string }[];
}

/** The sign-in page of one user pool. */
export interface LocalManagedLogin {
  readonly userPoolId: string;
  readonly url: string;
  readonly httpsUrl?: string;
  readonly clients: readonly { readonly id: string; readonly name: string }[];
}

/** The outputs of stacks, by stack and output: what `cdk deploy --outputs-file` writes. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a local cloud says of itself: {@link StackOutputs}, and `_local`, as no stack can be called (a name begins with a letter). */
export type LocalOutputs = StackOutputs & { readonly _local: LocalSurroundings };

/** What of a running cloud is told. */
export type ToldCloud = Pick<
  LocalCloud,
  'url' | 'stacks' | 'managedLogins' | 'identityProviders' | 'standIns' | 'samlProviders'
> &
  Partial<Pick<LocalCloud, 'apis'>> & { readonly httpsUrl?: string };

/**
 * The outputs of a running local cloud in the shape of `cdk deploy --outputs-file`: every output of every stack, those that are exported
 * to other stacks too, and beside them what is local. It tells no secret: not the administrator's key pair.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html (documented: `--outputs-file`)
 */
export function localOutputs({ url, httpsUrl, apis = [], ...cloud }: ToldCloud): LocalOutputs {
  const overTls = (local: string) => (httpsUrl === undefined ? {} : { httpsUrl: httpsUrl + local.slice(url.length) });
  const stacks: StackOutputs = Object.fromEntries(
    cloud.stacks.map(({ name, outputs }) => [
      name,
      Object.fromEntries(outputs.map((output) => [output.name, output.value])),
    ]),
  );
  const _local: LocalSurroundings = {
    endpoint: url,
    ...(httpsUrl !== undefined && { httpsEndpoint: httpsUrl }),
    managedLogins: cloud.managedLogins.map(({ userPoolId, localUrl, clients }) => ({
      userPoolId,
      url: localUrl,
      ...overTls(localUrl),
      clients: clients.map(({ id, name }) => ({ id, name })),
    })),
    ...(apis.length > 0 && {
      apis: apis.map(({ apiId, stage, url: ofAws, localUrl }) => ({
        ...{ apiId, stage, url: ofAws, localUrl },
        ...overTls(localUrl),
      })),
    }),
    identityProviders: cloud.identityProviders.map(({ issuer, url, clientIds }) => ({
      issuer,
      url,
      clientIds: [...clientIds],
    })),
    accessTokenProviders: cloud.standIns.map(({ name, signInUrl }) => ({ name, signInUrl })),
    samlProviders: cloud.samlProviders.map(({ arn, entityId, ssoUrl }) => ({ arn, entityId, ssoUrl })),
  };
  // The type of stacks' names has no room for a name that no stack has.
  return { ...stacks, _local } as LocalOutputs;
}
