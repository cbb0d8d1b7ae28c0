import type { Account } from '../resources/account';
import type { AnyResourceType, Holder, Made, Outcome, Resource } from '../resources/resource-type';
import { MapCollection } from '../state/map-collection';
import type { AccountKeeper } from '../state/persisted';
import { type ResourceStep, reasonOf } from './engine';
import { type KeptResource, keptResource, notUnderstood, restoredResource } from './kept-resource';

/** A resource that stands in the account, whichever stack has it, or none any more. */
export interface KeptStanding {
  readonly resource: KeptResource;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

/** What the collection is made with. */
export interface StandingOptions {
  readonly account: Account;
  readonly typeOf: (name: string) => AnyResourceType | undefined;
  readonly keeper: AccountKeeper;
}

/**
 * What stands in the account: each resource as it was made or changed last. It is not what stacks have: what a stack let go of stands, what
 * it took over stands as it was until it changes it, and what could not be changed stands as before.
 *
 * When the account comes back, each is made again as its type makes it, of nobody's permissions is asked, and no function is run.
 */
export class StandingResources extends MapCollection<KeptStanding> {
  readonly #options: StandingOptions;

  constructor(options: StandingOptions) {
    super('standing-resources', options.keeper);
    this.#options = options;
  }

  /** Does a step, and notes what has come of it. */
  doing(asked: ResourceStep, perform: (account: Account) => Outcome): Outcome {
    const { account } = this.#options;
    const begunAt = account.clock.now();
    // What is made says when, and is to say so again when it is made again.
    const outcome = perform(asked.step === 'create' ? { ...account, clock: { now: () => begunAt } } : account);
    // What is done at once is noted at once, so that nothing is written between the two.
    if (outcome instanceof Promise) return outcome.then((made) => this.#note(asked, made, begunAt));
    return this.#note(asked, outcome, begunAt);
  }

  #note({ step, resource }: ResourceStep, made: Awaited<Outcome>, begunAt: number): Awaited<Outcome> {
    const whole = made ? withWhatWasMade(resource, made) : resource;
    if (step === 'delete') this.#forget(whole);
    else {
      const key = this.#keyOf(whole);
      this.set(key, { resource: keptResource(whole), madeAt: this.read(key)?.madeAt ?? begunAt });
    }
    return made;
  }

  /** With whatever lies in it: nobody deletes the app clients of a pool that is deleted. */
  #forget(gone: KeptResource): void {
    const { typeOf } = this.#options;
    this.delete(this.#keyOf(gone));
    for (const { resource } of [...this.values()]) {
      const { within } = typeOf(resource.type) ?? {};
      if (within?.(restoredResource(resource, typeOf)).some((holder) => isCalled(gone, holder))) this.#forget(resource);
    }
  }

  /** Two resources of one type may be called alike, such as groups of two pools: then what else identifies them tells them apart. */
  #keyOf({ type, ref, properties }: KeptResource): string {
    const identifier = this.#options.typeOf(type)?.adopt?.identifier ?? [];
    const more = identifier.map((name) => properties[name]).filter((value) => value !== undefined && value !== ref);
    return JSON.stringify([type, ref, ...more]);
  }

  /**
   * Makes all of them again. What needs another one that is not there yet is made after it, whatever the order in which they were made: an
   * update may have let an older one need a newer one.
   *
   * @throws StateRefused where one can't be made
   */
  restored(): void {
    const { account, typeOf } = this.#options;
    let waiting = [...this.values()].map((kept) => ({
      madeAt: kept.madeAt,
      resource: restoredResource(kept.resource, typeOf),
    }));
    while (waiting.length > 0) {
      const refused: { readonly one: (typeof waiting)[number]; readonly error: unknown }[] = [];
      for (const one of waiting) {
        try {
          makeAgain(one.resource, typeOf, { ...account, clock: { now: () => one.madeAt } });
        } catch (error) {
          refused.push({ one, error });
        }
      }
      const [first] = refused;
      if (first !== undefined && refused.length === waiting.length) {
        throw notUnderstood(first.one.resource, reasonOf(first.error));
      }
      waiting = refused.map(({ one }) => one);
    }
  }
}

const isCalled = ({ type, ref, attributes, properties }: KeptResource, holder: Holder) =>
  type === holder.type && [ref, ...Object.values(attributes), properties.Name].includes(holder.id);

function makeAgain(resource: Resource<unknown>, typeOf: StandingOptions['typeOf'], account: Account): void {
  const type = typeOf(resource.type);
  if (type?.restore !== undefined) type.restore(resource, account);
  else if (type?.create(resource, account) instanceof Promise) {
    throw new Error(`${resource.type} takes time to make: it needs a restore of its own`);
  }
}

function withWhatWasMade(resource: Resource<unknown>, made: Made): Resource<unknown> {
  return { ...resource, ...made, attributes: { ...resource.attributes, ...made.attributes } };
}
