import { frameKinds } from './records';

/**
 * Longer bodies are written as files at once. Shorter ones stand in the journal first, before the record that refers to them: one append and
 * one `fsync` make many of them safe, and a killed process loses none that it had appended. They become files before their journal goes.
 */
export const longestInJournal = 1 << 18;

/** A body by its hash. */
export type NamedBody = readonly [hash: string, body: Buffer];

const hashLength = 64;

/** The payload of a body's frame. It ends with a line feed: no payload may end with a zero. */
export const bodyPayload = ([hash, body]: NamedBody): readonly Buffer[] => [
  Buffer.from(String.fromCharCode(frameKinds.body) + hash),
  body,
  Buffer.from('\n'),
];

/** What {@link bodyPayload} wrote. */
export const bodyIn = (payload: Buffer): NamedBody => [
  payload.toString('latin1', 1, 1 + hashLength),
  payload.subarray(1 + hashLength, -1),
];

/** Says that all bodies before it are files by now. */
export const bodiesWritten: readonly Buffer[] = [Buffer.of(frameKinds.bodiesWritten)];

/** Takes up what a journal's frame says of bodies. @returns whether it does say something of them */
export function applyBodies(bodies: Map<string, Buffer>, payload: Buffer): boolean {
  if (payload[0] === frameKinds.body) bodies.set(...bodyIn(payload));
  else if (payload[0] === frameKinds.bodiesWritten) bodies.clear();
  else return false;
  return true;
}
