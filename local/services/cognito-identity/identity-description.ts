import type { Identity } from '../../identities/identity';

/** An identity as the API describes it: its providers' names, never the player's name there. Times are in seconds. */
export function identityDescription({ id, logins, created, modified }: Identity): object {
  return {
    IdentityId: id,
    Logins: [...new Set(logins.map(({ provider }) => provider))],
    CreationDate: created / 1000,
    LastModifiedDate: modified / 1000,
  };
}
