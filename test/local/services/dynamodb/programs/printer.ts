import type { Path, Value } from './values';

/** Collects the placeholders of a request's expressions while they are printed. */
export class Printer {
  readonly #names = new Map<string, string>();
  readonly #values: Value[] = [];

  /** `#a.#x[0]`: every name has a placeholder, so that none is a reserved word. */
  path([head, ...steps]: Path): string {
    return [
      this.#name(head),
      ...steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${this.#name(step)}`)),
    ].join('');
  }

  value(value: Value): string {
    this.#values.push(value);
    return `:v${this.#values.length - 1}`;
  }

  /** The members of a request that say what the placeholders stand for. */
  get placeholders(): object {
    const names = [...this.#names].map(([name, placeholder]) => [placeholder, name] as const);
    const values = this.#values.map((value, index) => [`:v${index}`, value] as const);
    return {
      ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
      ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
    };
  }

  #name(name: string): string {
    const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, placeholder);
    return placeholder;
  }
}
