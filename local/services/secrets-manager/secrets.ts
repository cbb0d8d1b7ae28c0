import { inMemory } from '../../state/in-memory';
import type { AccountKeeper } from '../../state/persisted';
import type { Secret } from './secret';

/** Where a caller stands: a secret's name means one in the caller's own account and region. */
export interface CallerPlace {
  readonly account?: string;
  readonly region?: string;
}

/** The secrets of the local cloud. Find a secret at each call: it may be gone at the next. */
export class Secrets {
  readonly keeper: AccountKeeper;
  readonly #byArn = new Map<string, Secret>();

  constructor(keeper: AccountKeeper = inMemory) {
    this.keeper = keeper;
  }

  add(secret: Secret): void {
    const { arn } = secret;
    this.#byArn.set(arn, secret);
    this.#changed(arn);
    secret.tell(() => this.#changed(arn));
  }

  /** Deletes a secret and all its versions at once: its name may be used again. */
  delete(arn: string): void {
    this.#byArn.delete(arn);
    this.#changed(arn);
  }

  #changed(arn: string): void {
    this.keeper.changed('secrets', arn);
  }

  /**
   * Finds a secret by its ARN, by its ARN without the hyphen and six characters at the end, or by name.
   *
   * What ends in a hyphen and six characters is taken for a complete ARN, so a partial ARN of a secret whose own name ends that way
   * finds nothing.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen documented
   */
  find(secretId: string, caller: CallerPlace): Secret | undefined {
    const exact = this.#byArn.get(secretId);
    if (exact !== undefined) return exact;
    const all = [...this.#byArn.values()];
    if (!secretId.startsWith('arn:')) {
      const named = all.filter((secret) => secret.name === secretId && isAt(secret, caller));
      return named.length === 1 ? named[0] : undefined;
    }
    if (/-[A-Za-z0-9]{6}$/.test(secretId)) return undefined;
    const partial = all.filter(({ arn }) => arn.slice(0, -'-abcdef'.length) === secretId);
    return partial.length === 1 ? partial[0] : undefined;
  }

  /** In the order of their making. */
  all(): readonly Secret[] {
    return [...this.#byArn.values()];
  }

  /** By complete ARN. */
  byArn(arn: string): Secret | undefined {
    return this.#byArn.get(arn);
  }
}

function isAt({ arn }: Secret, { account, region }: CallerPlace): boolean {
  const [, , , arnRegion, arnAccount] = arn.split(':');
  return (account === undefined || account === arnAccount) && (region === undefined || region === arnRegion);
}
