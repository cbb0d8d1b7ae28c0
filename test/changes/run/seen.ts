import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What runs of changes came to, deployment by deployment, by the change's name. */
export type Seen = Readonly<Record<string, readonly (readonly string[])[]>>;

const file = join(__dirname, 'runs.json');

/** What the runs came to that were taken down last. */
export function seen(): Seen {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Takes down what runs came to. @param order the changes that there are, in the table's order */
export function takeDown(runs: Seen, order: readonly string[]): void {
  const now = { ...seen(), ...runs };
  const entries = order.flatMap((change) => (now[change] === undefined ? [] : [[change, now[change]] as const]));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}
