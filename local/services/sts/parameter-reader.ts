import { ServiceError } from '../../shared/service-error';

/** What the API's model asks of a text. */
export interface TextConstraint {
  readonly min: number;
  readonly max: number;
  /** As the model writes it; it is matched against the whole text. */
  readonly pattern?: string;
  /** The value is a secret: errors do not repeat it. @default false */
  readonly secret?: boolean;
}

/**
 * Reads parameters of a call and gathers what is wrong with them, as AWS's own model validation does (**observed**: aws-runas#80: all
 * violations in one answer, the member's name in camel case).
 */
export class ParameterReader {
  readonly #violations: string[] = [];

  constructor(private readonly parameters: ReadonlyMap<string, string>) {}

  /** A text that must be there; empty where it is not, until {@link check} ends the call. */
  required(name: string, constraint: TextConstraint): string {
    const value = this.parameters.get(name);
    if (value === undefined) {
      this.#violate(undefined, name, 'Member must not be null');
      return '';
    }
    return this.text(name, value, constraint);
  }

  optional(name: string, constraint: TextConstraint): string | undefined {
    const value = this.parameters.get(name);
    return value === undefined ? undefined : this.text(name, value, constraint);
  }

  /** A whole number between two limits. */
  integer(name: string, min: number, max: number): number | undefined {
    const text = this.parameters.get(name);
    if (text === undefined) return undefined;
    // Observed words are known for numbers alone: what is none breaks both limits.
    const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min)) this.#violate(text, name, `Member must have value greater than or equal to ${min}`);
    if (!(value <= max)) this.#violate(text, name, `Member must have value less than or equal to ${max}`);
    return value;
  }

  /** @param name of the member: `Tags.1.member.Key` */
  text(name: string, value: string, { min, max, pattern, secret = false }: TextConstraint): string {
    const shown = secret ? '***' : value;
    // Unicode, as the model's own patterns are.
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
      this.#violate(shown, name, `Member must satisfy regular expression pattern: ${pattern}`);
    }
    if (value.length < min) this.#violate(shown, name, `Member must have length greater than or equal to ${min}`);
    if (value.length > max) this.#violate(shown, name, `Member must have length less than or equal to ${max}`);
    return value;
  }

  /** @param name of the list */
  length(name: string, list: readonly unknown[], max: number): void {
    if (list.length > max) this.#violate('***', name, `Member must have length less than or equal to ${max}`);
  }

  /** @throws ServiceError `ValidationError` where a constraint was broken */
  check(): void {
    const count = this.#violations.length;
    if (count === 0) return;
    const errors = count === 1 ? '1 validation error' : `${count} validation errors`;
    throw new ServiceError('ValidationError', `${errors} detected: ${this.#violations.join('; ')}`);
  }

  #violate(value: string | undefined, name: string, constraint: string): void {
    const member = name.replaceAll(/(^|\.)[A-Z]/g, (start) => start.toLowerCase());
    const shown = value === undefined ? 'Value null' : `Value '${value.slice(0, 2048)}'`;
    this.#violations.push(`${shown} at '${member}' failed to satisfy constraint: ${constraint}`);
  }
}
