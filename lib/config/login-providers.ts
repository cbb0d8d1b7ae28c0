import type { loginFields } from './login-fields';
import type { GameFederationConfig } from './schema';

/** How a provider says who a player is, and so what is built for it. */
export type ProviderKind = 'openid' | 'opaque' | 'userPool' | 'saml' | 'developer';

/** What is known of a login provider before any configuration. */
export interface ProviderRow {
  /**
   * `openid`: signed ID tokens of an issuer. `opaque`: access tokens that only the provider can read. `saml`: signed assertions.
   * `userPool`: a Cognito user pool. `developer`: the game's own backend vouches.
   */
  readonly kind: ProviderKind;
  /** Whether the field is a list, each entry with a name of its own. Absent: it is one provider, called as its field. */
  readonly list?: true;
  /** Who issues its tokens, where that is one for everybody: `https://…` for `openid`, a host for `opaque`. */
  readonly issuer?: string;
  /** The last part of the condition key that holds the player, where it is not `sub`. */
  readonly subject?: string;
  /**
   * Who knows it by its issuer, without an IAM provider. The pool has room for one client ID of such a provider.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html (documented)
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (documented for STS; beside an IAM
   * provider of the same issuer: unconfirmed)
   */
  readonly knownTo?: { readonly pool: boolean; readonly sts: boolean };
  /** Whether claims of its tokens may give roles: its schema has `roleMapping`. */
  readonly mapsRoles: boolean;
  /** Whether claims of its tokens may become principal tags: its schema has `attributes`. */
  readonly carriesTags: boolean;
  /** Whether STS may take its own tokens, without the pool: its schema has `directRole`. */
  readonly takenDirectly: boolean;
}

/**
 * THE table of login providers, in the order in which they are built. Config rules, what is built for a provider, the documentation's
 * checks and the tests' lists are read from it. A new provider is a row, its field in `login-fields.ts`, and a file only where it
 * differs from its kind.
 */
export const loginProviders = {
  oidc: { kind: 'openid', list: true, mapsRoles: true, carriesTags: true, takenDirectly: true },
  google: {
    kind: 'openid',
    issuer: 'https://accounts.google.com',
    knownTo: { pool: true, sts: true },
    ...{ mapsRoles: true, carriesTags: false, takenDirectly: true },
  },
  apple: {
    kind: 'openid',
    issuer: 'https://appleid.apple.com',
    knownTo: { pool: true, sts: false },
    ...{ mapsRoles: true, carriesTags: false, takenDirectly: true },
  },
  amazon: {
    kind: 'opaque',
    issuer: 'www.amazon.com',
    subject: 'user_id',
    knownTo: { pool: true, sts: true },
    ...{ mapsRoles: true, carriesTags: false, takenDirectly: true },
  },
  facebook: {
    kind: 'opaque',
    issuer: 'graph.facebook.com',
    subject: 'id',
    knownTo: { pool: true, sts: true },
    ...{ mapsRoles: true, carriesTags: false, takenDirectly: true },
  },
  userPool: { kind: 'userPool', mapsRoles: true, carriesTags: true, takenDirectly: false },
  saml: { kind: 'saml', list: true, mapsRoles: true, carriesTags: true, takenDirectly: false },
  developerProvider: { kind: 'developer', mapsRoles: false, carriesTags: false, takenDirectly: false },
} as const satisfies Readonly<Record<keyof typeof loginFields, ProviderRow>>;

type Table = typeof loginProviders;
/** A field of the configuration that names login providers. */
export type ProviderField = keyof Table;
/** The fields of one kind that hold one provider each. */
type SingleField<Kind extends ProviderKind> = {
  [Field in ProviderField]: Table[Field] extends { readonly kind: Kind }
    ? Table[Field] extends { readonly list: true }
      ? never
      : Field
    : never;
}[ProviderField];
/** A row whose provider is one for everybody. */
type KnownRow<Kind extends ProviderKind> = ProviderRow & Table[SingleField<Kind>];

/** Every field that names login providers. */
export const providerFields = Object.keys(loginProviders) as readonly ProviderField[];

/** What is known of a field's provider. */
export function rowOf(field: ProviderField): ProviderRow {
  return loginProviders[field];
}

/** The providers of one kind that a configuration has, of those that are one for everybody: field, row and configuration. */
export function singleProviders<Kind extends 'openid' | 'opaque'>(kind: Kind, config: GameFederationConfig) {
  return providerFields.flatMap((field) => {
    const row = rowOf(field);
    const login = config[field];
    if (row.kind !== kind || row.list || !login) return [];
    return [{ field, row, login } as unknown as SingleProvider<Kind>];
  });
}

/** See {@link singleProviders}. */
interface SingleProvider<Kind extends 'openid' | 'opaque'> {
  readonly field: SingleField<Kind>;
  readonly row: KnownRow<Kind>;
  readonly login: NonNullable<GameFederationConfig[SingleField<Kind>]>;
}

/** Whether a configuration has any provider in a field. */
export function hasProvider(config: GameFederationConfig, field: ProviderField): boolean {
  return [config[field]].flat().some((login) => login !== undefined);
}

/** The hosts that somebody at AWS knows by themselves: the keys of `Logins`, and the principals of trust policies. */
export function hostsKnownTo(who: 'pool' | 'sts'): readonly string[] {
  return providerFields.flatMap((field) => {
    const { issuer, knownTo } = rowOf(field);
    return issuer !== undefined && knownTo?.[who] ? [issuer.replace(/^https:\/\//, '')] : [];
  });
}
