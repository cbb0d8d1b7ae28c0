import { deriveSigningKey } from './canonical-request';
import type { SignatureParts } from './signature-parts';

/** As many keys as are remembered; a player's clients use one per service and day. */
const remembered = 1_000;

/** Derives signing keys and remembers the latest: a derivation is four hashes, most of what verifying a small request costs. */
export class SigningKeys {
  readonly #keys = new Map<string, Buffer>();

  /** The key of one access key's secret for the day, region and service of a signature's scope. */
  keyOf(secretAccessKey: string, parts: SignatureParts): Buffer {
    const { accessKeyId, scopeDate, region, service } = parts;
    const name = `${accessKeyId}/${scopeDate}/${region}/${service}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = deriveSigningKey(secretAccessKey, parts);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size >= remembered && oldest !== undefined) this.#keys.delete(oldest);
    this.#keys.set(name, key);
    return key;
  }
}
