import type { Account } from '../resources/account';
import type { PersistedCollection } from '../state/persisted';

/** What an account is kept with, beside its registries. */
export interface KeptBeside {
  /** Whose it is. */
  readonly place: PersistedCollection;
  readonly keys: PersistedCollection;
  readonly ports: PersistedCollection;
  /** Of stacks, and of what stands by them: restored, the account's registries have what is desired of them. */
  readonly deployments: readonly PersistedCollection[];
}

/** All that is kept of an account, in the order of restoring: what is desired before what players made of it. */
export function accountCollections(account: Account, beside: KeptBeside): readonly PersistedCollection[] {
  return [
    beside.place,
    beside.keys,
    beside.ports,
    ...account.functions.collections,
    ...beside.deployments,
    // Players' own: identities and people.
    // Players' own: objects, items, secrets, parameters.
  ];
}
