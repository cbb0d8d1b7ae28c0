/** What `npm run client-config -- --format json` writes. */
export interface GameConfig {
  readonly aws: { readonly region: string; readonly endpoint?: string };
  readonly identityPoolId: string;
  readonly guests: boolean;
  readonly bucket: string;
  readonly table: string;
  readonly userPool?: {
    readonly id: string;
    readonly clientId: string;
    readonly managedLogin?: {
      readonly domain: string;
      readonly redirectSignIn: readonly string[];
      readonly redirectSignOut: readonly string[];
      readonly scopes: readonly string[];
    };
  };
  readonly roles: {
    readonly authenticated: string;
    readonly guest?: string;
    readonly named: Readonly<Record<string, string>>;
    readonly federated: Readonly<Record<string, string>>;
  };
  readonly samlProviders: Readonly<Record<string, string>>;
}
