import { randomBytes } from 'node:crypto';
import { MapCollection } from '../../../state/map-collection';
import type { AccountKeeper } from '../../../state/persisted';

const only = 'next-tokens';

/** The key under which an account seals the `NextToken`s of its statements: kept, so that a page can be asked for after a restart too. */
export class SealingKey extends MapCollection<string> {
  constructor(keeper: AccountKeeper) {
    super('sealing-keys', keeper);
  }

  /** Made when it is asked for first. */
  get bytes(): Buffer {
    const kept = this.read(only);
    if (kept !== undefined) return Buffer.from(kept, 'base64');
    const made = randomBytes(32);
    this.set(only, made.toString('base64'));
    return made;
  }
}
