import { inMemory } from '../../../../local/state/in-memory';
import type { Bodies, Body, BodyReference } from '../../../../local/state/persisted';

/** Bodies that a later account finds, as one that is kept in a folder does. */
export class BodiesOnHand implements Bodies {
  readonly #bodies = new Map<string, Body>();

  put(bytes: Buffer): Body {
    const body = inMemory.bodies.put(bytes);
    this.#bodies.set(body.hash, body);
    return body;
  }

  find({ hash }: BodyReference): Body {
    const body = this.#bodies.get(hash);
    if (body === undefined) throw new Error(`there is no body ${hash}`);
    return body;
  }
}
