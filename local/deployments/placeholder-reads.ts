import { holdsPlaceholder } from '../../assembly/placeholder';

/** Where a template has read what stands for a value of an inert resource, and what that is. */
export interface Read {
  readonly at: string;
  readonly of: string;
}

/**
 * Follows placeholders of inert resources through a template. That a value comes of one is noted where it is read, not found in what was made
 * of it: a part of a placeholder, cut out, is one too.
 */
export class PlaceholderReads {
  #reads: Read[] = [];

  /** Told by whoever hands a placeholder out. */
  readonly note = (at: string, of: string): void => {
    this.#reads.push({ at, of });
  };

  /** A parameter's value, noted where it is one that was handed into this stack. */
  given<Value>(name: string, value: Value, at: string): Value {
    if (holdsPlaceholder(value)) this.note(at, `the parameter ${name}`);
    return value;
  }

  /** What is read while something is resolved, which may fail. */
  during<Value>(resolve: () => Value): { readonly reads: readonly Read[]; value(): Value } {
    this.#reads = [];
    let value: () => Value;
    try {
      const resolved = resolve();
      value = () => resolved;
    } catch (error) {
      value = () => {
        throw error;
      };
    }
    return { reads: this.#reads, value };
  }
}
