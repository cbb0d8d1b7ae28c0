import { refused } from './tried';

/** What somebody sees of the game, by what it is about: `identity` → its ID, `private/, to read` → `may`. */
export type Facts = Readonly<Record<string, string>>;

/** One way into the game, or one thing that an installed app has of it. */
export interface Way {
  /** Who or what: `by www.amazon.com`, in the words of the table. */
  readonly who: string;
  /** Tries it. It never throws: what is refused is a fact too. */
  try(): Promise<Facts>;
}

/** A fact that is another one after a deployment. */
export interface Noticed {
  readonly who: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** The facts of all ways, one after the other: they share players. */
export async function factsOf(ways: readonly Way[]): Promise<ReadonlyMap<string, Facts>> {
  const facts = new Map<string, Facts>();
  for (const way of ways) facts.set(way.who, await way.try());
  return facts;
}

/** What has changed. What is refused for another reason now than before is no more than it was. */
export function noticed(before: ReadonlyMap<string, Facts>, after: ReadonlyMap<string, Facts>): Noticed[] {
  return [...before].flatMap(([who, facts]) => {
    const now = after.get(who) ?? {};
    const isRefused = (fact = '') => fact.startsWith(refused);
    const differs = Object.keys(facts).filter(
      (what) => facts[what] !== now[what] && !(isRefused(facts[what]) && isRefused(now[what])),
    );
    return differs.map((what) => ({ who, what, before: facts[what] ?? '', after: now[what] ?? 'nothing' }));
  });
}
