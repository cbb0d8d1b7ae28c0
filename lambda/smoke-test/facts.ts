/**
 * What the smoke test is told at synthesis, in a file of its bundle: the environment, which holds what only the deployment knows, has room
 * for 4 KB in all.
 */

/** The facts file, beside the handler in the bundle. */
export const factsFile = 'facts.json';

/** An OpenID Connect issuer that players sign in with. */
export interface IssuerFacts {
  /** The name that the configuration gives it. */
  readonly name: string;
  /** `https://…` */
  readonly issuer: string;
  /** Its key in `Logins`. */
  readonly loginsKey: string;
  readonly clientIds: readonly string[];
}

/** A provider whose access tokens only the provider itself can read: Login with Amazon, Facebook. */
export interface OpaqueProviderFacts {
  readonly name: string;
  /** Its key in `Logins`. */
  readonly loginsKey: string;
  readonly appId: string;
}

/** A SAML provider; its key in `Logins` holds the account, which only the deployment knows. */
export interface SamlProviderFacts {
  /** The name that the configuration gives it. */
  readonly name: string;
  /** What IAM calls it. */
  readonly providerName: string;
}

/** The user pool; its ID and its client are in the environment. */
export interface UserPoolFacts {
  readonly name: string;
  /** Its key in `Logins`, where it is imported; otherwise the deployment makes its ID. */
  readonly loginsKey?: string;
  /** The attribute that names a player's clan, `custom:…`, where an admin call may set it. */
  readonly clanAttribute?: string;
}

/** What each login provider tells; the lists of all providers are joined. */
export interface LoginFacts {
  readonly issuers?: readonly IssuerFacts[];
  readonly opaqueProviders?: readonly OpaqueProviderFacts[];
  readonly samlProviders?: readonly SamlProviderFacts[];
  readonly userPool?: UserPoolFacts;
}

/** Which role the players of one provider get; the first rule that matches decides. */
export interface RoleMappingFacts {
  readonly provider: string;
  /** Absent where the token names the role itself (`cognito:preferred_role`, `cognito:roles`). */
  readonly rules?: readonly {
    readonly claim: string;
    readonly match: 'equals' | 'contains' | 'startsWith' | 'notEqual';
    readonly value: string;
    /** A name in `namedRoles`, or `authenticated`. */
    readonly role: string;
  }[];
  /** What becomes of a player whom neither a rule nor the token gives one role. */
  readonly ambiguous: 'deny' | 'authenticated';
}

/** A trust zone: where it lies, whose it is, and who may do what there. To `write` is to read, write, list and delete. */
export interface ZoneFacts {
  /** Where its files lie: `private/`. Absent: it holds none. */
  readonly prefix?: string;
  /** How its records' partition keys begin: `PLAYER#`. Absent: it holds none. */
  readonly leadingKey?: string;
  /** Who owns a folder or a partition key, and so what names it; `game`: the backend alone. */
  readonly ownedBy: 'player' | 'clan' | 'federated-player' | 'game';
  readonly may: {
    /** `own`: what an owner may, where guests own data. */
    readonly guest: 'own' | 'read' | 'nothing';
    readonly owner: 'write' | 'read' | 'nothing';
    /** Signed-in players, with what is not theirs. */
    readonly others: 'read' | 'nothing';
    readonly backend: 'write' | 'nothing';
  };
  /** The grants by which named roles delete there: `moderateFiles`. */
  readonly moderatedBy?: { readonly files?: string; readonly records?: string };
  /**
   * Whom no player is, and whose data here the function's own role writes, so that a refusal is met at something that exists (S3
   * answers 403 for a missing object too).
   */
  readonly probeOwners: readonly OwnerName[];
}

/** What names an owner: for a player without the pool the provider's name and the subject there. */
export type OwnerName = readonly [...string[], string];

/** A provider whose own tokens a role takes; the role is in the environment. */
export interface FederatedProviderFacts {
  readonly name: string;
  /** The longest session that the configuration lets an app ask for, in seconds. */
  readonly sessionSeconds: number;
}

/** The API that takes scores; its address is in the environment. */
export interface ScoresFacts {
  /** The board that is there to be submitted to by this function's players. */
  readonly board: string;
  /** Its partition key. */
  readonly boardKey: string;
  /** The greatest score that it takes; the least is 0. */
  readonly max: number;
  /** Seconds that a player lets pass between two. */
  readonly secondsBetween: number;
  /** Whether guests may submit to it. */
  readonly guests: boolean;
  /** Whether guests may ask to be deleted. */
  readonly deletesGuests: boolean;
  /** Whether ID tokens of a user pool are taken too. */
  readonly takesIdTokens: boolean;
}

/** What the handler is told at synthesis. */
export interface SmokeTestFacts {
  readonly schemaVersion: 3;
  readonly guests: { readonly enabled: boolean; readonly ownData: boolean };
  readonly basicFlow: { readonly enabled: boolean; readonly sessionSeconds: number };
  /** Whether the bucket takes what is signed in a URL, and how many seconds after the signature. */
  readonly presignedUrls: { readonly enabled: boolean; readonly maxSeconds: number };
  /** The storage classes that players may put files into. */
  readonly storageClasses: readonly string[];
  readonly issuers: readonly IssuerFacts[];
  readonly opaqueProviders?: readonly OpaqueProviderFacts[];
  readonly samlProviders?: readonly SamlProviderFacts[];
  readonly userPool?: UserPoolFacts;
  /** The providers that have a role mapping; the others' players get the authenticated role. */
  readonly roleMappings?: readonly RoleMappingFacts[];
  /** What the named roles may do beyond what a player may: `moderateFiles`, `moderateBoards`. */
  readonly namedRoles?: readonly { readonly name: string; readonly grants: readonly string[] }[];
  /** The trust zones that the deployment has, by name. */
  readonly zones: Readonly<Record<string, ZoneFacts>>;
  /** The providers whose tokens name a clan, with the claim. Absent: nobody is in a clan. */
  readonly clans?: { readonly claims: Readonly<Record<string, string>> };
  /** The providers whose players may come without the pool. */
  readonly federated?: { readonly providers: readonly FederatedProviderFacts[] };
  /** Absent where the stage takes no scores. */
  readonly scores?: ScoresFacts;
  /** Present only where the configuration lets the smoke test sign a made-up player in through the developer provider. */
  readonly developerProvider?: { readonly name: string; readonly user: string };
}
