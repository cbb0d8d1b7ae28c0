/**
 * What a game's app is configured with: what `npm run client-config -- --format json` writes, and its schema describes. This file has no
 * dependencies, to be copied into an app. None of it is a secret.
 */
export interface GameConfig {
  /** The options of every client of the AWS SDK, as they are. Without an endpoint they call AWS itself. */
  readonly aws: { region: string; endpoint?: string | undefined };
  readonly identityPoolId: string;
  /** Whether who has not signed in gets credentials. */
  readonly guests: boolean;
  readonly bucket: string;
  readonly table: string;
  /** The game's own accounts. Absent: there are none, or this app does not use them. */
  readonly userPool?:
    | {
        id: string;
        clientId: string;
        /** The sign-in page of the pool. `domain` is what stands behind `https://` in its addresses. */
        managedLogin?:
          | { domain: string; redirectSignIn: string[]; redirectSignOut: string[]; scopes: string[] }
          | undefined;
      }
    | undefined;
  /**
   * What scores are sent to: `<url>/boards/<board>/scores`. Absent: the stage takes none. It is AWS's address in a local cloud too, since
   * requests are signed for it: `client/local-cloud.ts` sends them to the local cloud.
   */
  readonly scores?: { url: string } | undefined;
  /** ARNs: for the basic flow, for `CustomRoleArn`, and for a provider's own tokens at STS by the name in their output (`Google`). */
  readonly roles: {
    authenticated: string;
    guest?: string | undefined;
    named: Record<string, string>;
    federated: Record<string, string>;
  };
  /** The keys of `Logins` for SAML, by the name in their output: `Studio`. */
  readonly samlProviders: Record<string, string>;
}
