import type { DeploymentTarget } from '../../assembly/types';
import type { AccountKeeper, PersistedCollection } from '../state/persisted';
import { StateRefused } from '../state/state-refused';

/** Whose account is kept, and since when, in milliseconds since the epoch. */
export interface KeptPlace extends DeploymentTarget {
  readonly since: number;
}

export const placeName = 'place';
const key = 'account';

/** What a store keeps of the place, before anything of it is restored. */
export function peekPlace(store: { peek(collection: string, key: string): unknown }): KeptPlace | undefined {
  return store.peek(placeName, key) as KeptPlace | undefined;
}

/** The one record that says whose account is kept. A folder is one account's and one region's. */
export class PlaceRecord implements PersistedCollection<KeptPlace> {
  readonly name = placeName;
  readonly version = 1;
  readonly #keeper: AccountKeeper;
  #place: KeptPlace;
  #isNew = true;

  /** @param place of the account that is started now */
  constructor({ account, region, partition }: DeploymentTarget, now: number, keeper: AccountKeeper) {
    this.#place = { account, region, partition, since: now };
    this.#keeper = keeper;
  }

  get since(): number {
    return this.#place.since;
  }

  keys(): Iterable<string> {
    return [key];
  }

  read(): KeptPlace {
    return this.#place;
  }

  /** @throws StateRefused where the folder is another account's */
  restore(_key: string, kept: KeptPlace): void {
    const { account, region, partition } = this.#place;
    if (kept.account !== account || kept.region !== region || kept.partition !== partition) {
      throw new StateRefused(
        `the folder keeps the account ${kept.account} in ${kept.region}, and what is to be deployed is for ${account} in ${region}: ` +
          'name another folder with --state <folder>, or start over with --fresh',
      );
    }
    this.#place = kept;
    this.#isNew = false;
  }

  restored(): void {
    if (this.#isNew) this.#keeper.changed(this.name, key);
  }
}
