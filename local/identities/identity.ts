/** One provider's name for a player: what an identity is found by. */
export interface LinkedLogin {
  /** The key in `Logins`, or a developer provider's name. */
  readonly provider: string;
  readonly subject: string;
}

/** Shared by all guests, who are most of the identities: a list of its own for each would cost as much as the identity. */
export const noLogins: readonly LinkedLogin[] = [];

/** An identity of an identity pool. */
export class Identity {
  logins: readonly LinkedLogin[] = noLogins;
  /** A disabled identity is refused whatever it is asked with: a guest that was merged, or one whose last login was unlinked. */
  disabled = false;
  /** Milliseconds since the epoch. */
  modified: number;

  constructor(
    readonly id: string,
    readonly poolId: string,
    readonly created: number,
  ) {
    this.modified = created;
  }

  /** A guest has no login: whoever knows the ID is taken for it. */
  get guest(): boolean {
    return this.logins.length === 0;
  }

  /** The subject that the identity has at a provider, if it is linked there. */
  isLinkedTo(login: LinkedLogin): boolean {
    return this.logins.some(({ provider, subject }) => provider === login.provider && subject === login.subject);
  }
}
