import type { Account } from '../resources/account';
import { tableCollections } from '../services/dynamodb/kept-tables';
import { bucketCollections } from '../services/s3/kept-buckets';
import { secretCollections } from '../services/secrets-manager/kept-secrets';
import { parameterCollections } from '../services/ssm/kept-parameters';
import type { SessionStore } from '../sessions/session-store';
import type { PersistedCollection } from '../state/persisted';
import { keptPlayers } from './kept-players';

/** What an account is kept with, beside its registries. */
export interface KeptBeside {
  /** Whose it is. */
  readonly place: PersistedCollection;
  readonly keys: PersistedCollection;
  readonly ports: PersistedCollection;
  readonly inert: PersistedCollection;
  /** Of stacks, and of what stands by them: restored, the account's registries have what is desired of them. */
  readonly deployments: readonly PersistedCollection[];
}

/** All that is kept of an account, in the order of restoring: what is desired before what players made of it. */
export function accountCollections(
  account: Account,
  sessions: SessionStore,
  beside: KeptBeside,
): readonly PersistedCollection[] {
  return [
    beside.place,
    beside.keys,
    beside.ports,
    beside.inert,
    ...account.functions.collections,
    ...account.restApis.collections,
    ...beside.deployments,
    ...keptPlayers(account, sessions),
    ...bucketCollections(account.buckets),
    ...tableCollections(account.tables),
    ...secretCollections(account.secrets),
    ...parameterCollections(account.parameters),
  ];
}
