import { createHash } from 'node:crypto';
import type { Bodies, Body, BodyReference } from '../../../../local/state/persisted';

/** Bodies that a later account finds, as on a disk. */
export class BodiesInMemory implements Bodies {
  readonly #byHash = new Map<string, Buffer>();

  put(bytes: Buffer): Body {
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.#byHash.set(hash, bytes);
    return this.find({ hash, size: bytes.length });
  }

  find({ hash, size }: BodyReference): Body {
    const bytes = this.#byHash.get(hash);
    if (bytes === undefined) throw new Error(`nobody has put ${hash}`);
    return { hash, size, read: () => bytes };
  }
}
