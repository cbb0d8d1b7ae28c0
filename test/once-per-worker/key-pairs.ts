import type { KeyPair, MakeKeyPair } from '../../local/shared/key-pair';

/** Put there by `environment.ts`: the key pairs that this worker has made. */
declare global {
  var keyPairsOfWorker: ((index: number) => KeyPair) | undefined;
}

/**
 * Key pairs for the signers of one test's cloud. No two of them are alike; the next cloud gets the same ones again, because making one
 * takes a CPU 100 ms, and a run of all tests would make five hundred.
 *
 * @param first where a cloud needs other keys than the one beside it: the number of its first
 */
export function keyPairsOnHand(first = 0): MakeKeyPair {
  let asked = first;
  return async () => keyPairOnHand(asked++);
}

/** The same, by number. */
export function keyPairOnHand(index: number): KeyPair {
  if (globalThis.keyPairsOfWorker === undefined) throw new Error('key pairs are on hand in test/once-per-worker only');
  return globalThis.keyPairsOfWorker(index);
}
