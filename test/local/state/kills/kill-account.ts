import { createHash } from 'node:crypto';
import type { AccountKeeper, Body, BodyReference } from '../../../../local/state/persisted';
import { BodyRegistry, Registry } from '../registry';

/** So many numbers are flushed together. */
export const batchOf = 5;
/** Older ones are deleted. */
export const keptNumbers = 400;
export const keptBodies = 60;
/** Records that always have the same number. */
const together = 40;

/** What the writer keeps. */
export class KillAccount {
  readonly numbers: Registry<{ number: number; text: string }>;
  readonly batch: Registry<number>;
  readonly bodies: BodyRegistry;

  constructor(keeper: AccountKeeper) {
    this.numbers = new Registry<{ number: number; text: string }>('numbers').keptBy(keeper);
    this.batch = new Registry<number>('batch').keptBy(keeper);
    this.bodies = new BodyRegistry('bodies').keptBy(keeper);
  }

  get collections() {
    return [this.numbers, this.batch, this.bodies];
  }

  /** The last number that was written. */
  last(): number {
    return this.batch.records.get('0') ?? 0;
  }

  write(number: number, body: Body): void {
    this.numbers.set(`${number}`, { number, text: 'x'.repeat(number % 300) });
    for (let key = 0; key < together; key += 1) this.batch.set(`${key}`, number);
    this.bodies.set(`${number}`, { hash: body.hash, size: body.size });
  }

  /** What is not as it was written, once this number was acknowledged. */
  faults(acknowledged: number, read: (reference: BodyReference) => Buffer): string[] {
    const last = this.last();
    const faults: string[] = [];
    if (last < acknowledged) faults.push(`${acknowledged} was acknowledged, ${last} is there`);
    const others = [...this.batch.records].filter(([, number]) => number !== last);
    if (others.length > 0 || (last > 0 && this.batch.records.size !== together)) {
      faults.push(`of what is written together with ${last} there is ${JSON.stringify(others)}`);
    }
    for (let number = last; number > Math.max(0, last - keptNumbers); number -= 1) {
      const found = this.numbers.records.get(`${number}`);
      if (found?.number !== number || found.text.length !== number % 300)
        faults.push(`number ${number} is ${JSON.stringify(found)}`);
    }
    for (let number = last; number > Math.max(0, last - keptBodies); number -= 1) {
      const reference = this.bodies.records.get(`${number}`);
      if (reference === undefined) faults.push(`body ${number} is not there`);
      else if (!read(reference).equals(bodyOf(number))) faults.push(`body ${number} is another`);
    }
    const deleted = [this.numbers.records.size > keptNumbers, this.bodies.records.size > keptBodies];
    if (deleted.includes(true)) faults.push('what was deleted is there again');
    return faults;
  }
}

/** Of up to 60 kB, and the same for the same number. */
export function bodyOf(number: number): Buffer {
  const seed = createHash('sha256').update(`${number}`).digest();
  return Buffer.alloc(1 + (seed.readUInt16LE(0) % 60_000), seed);
}
