import type { ZoneFacts } from '../facts';

/** How claims name a file and a record of some owner, after the verb: `put its own private file`. */
interface One {
  readonly file: string;
  readonly record: string;
}

/** The same for several. */
interface Several {
  readonly files: string;
  readonly records: string;
}

/** How claims name what is in a zone. */
export interface ZoneWords {
  readonly own: One & Several;
  readonly besideOwn: One;
  readonly elsewhere: One;
  readonly other: One & Several;
  /** A file of its own where its name holds a slash. */
  readonly belowSlash: string;
  readonly everyFile: string;
  /** Its own prefix, without the last slash. */
  readonly withoutSlash: string;
}

/** What is not called after its zone, since a report has always called it so. */
const plain: Readonly<Record<string, readonly (keyof One)[]>> = {
  private: ['record'],
  clans: ['file', 'record'],
  federated: ['file', 'record'],
};

/** How claims name what is in a zone: by its name, and by whose it is. */
export function wordsFor(zone: string, { ownedBy }: ZoneFacts): ZoneWords {
  const noun = (kind: keyof One) => (plain[zone]?.includes(kind) ? kind : `${zone} ${kind}`);
  const [file, record] = [noun('file'), noun('record')];
  const one = (say: (it: string) => string): One => ({ file: say(file), record: say(record) });
  const several = (say: (them: string) => string): Several => ({ files: say(`${file}s`), records: say(`${record}s`) });
  const [folder, prefix] = [file.replace(/file$/, 'folder'), file.replace(/file$/, 'prefix')];
  /** Of what owners have by their identity ID. A zone of the game's has no owner among players, and one of a player's no other provider. */
  const words: ZoneWords = {
    own: { ...one((it) => `its own ${it}`), ...several((them) => `its own ${them}`) },
    other: { ...one((it) => `another player's ${it}`), ...several((them) => `another player's ${them}`) },
    besideOwn: {
      file: `a file into ${a(folder)} whose name only begins like its own`,
      record: `${a(record)} below a leading key that only begins like its own`,
    },
    elsewhere: one((it) => `${a(it)} of its own at another provider`),
    belowSlash: `${a(file)} of its own, whose name holds a slash`,
    everyFile: `every player's ${file}s`,
    withoutSlash: `its own ${prefix} without the slash at its end`,
  };
  switch (ownedBy) {
    case 'player':
      return words;
    case 'clan':
      return {
        ...words,
        own: { ...one((it) => `${a(it)} of its own clan`), ...several((them) => `the ${them} of its own clan`) },
        other: { ...one((it) => `another clan's ${it}`), ...several((them) => `another clan's ${them}`) },
        besideOwn: one((it) => `${a(it)} of a clan whose name only begins like its own`),
        elsewhere: one((it) => `${a(it)} of its own clan at another provider`),
        belowSlash: `${a(file)} of its own clan, whose name holds a slash`,
        everyFile: `every clan's ${file}s`,
        withoutSlash: `the ${prefix} of its own clan without the slash at its end`,
      };
    case 'federated-player': {
      const [asCalled, another] = ['of its own as its provider calls it', 'of another player without the pool'];
      return {
        own: { ...one((it) => `${a(it)} ${asCalled}`), ...several((them) => `the ${them} ${asCalled}`) },
        other: { ...one((it) => `${a(it)} ${another}`), ...several((them) => `the ${them} ${another}`) },
        besideOwn: one((it) => `${a(it)} of a subject that only begins like its own`),
        elsewhere: one((it) => `${a(it)} of its own subject at another provider`),
        belowSlash: `${a(file)} of its own below a subject that holds a slash`,
        everyFile: `the ${file}s of every player without the pool`,
        withoutSlash: `the ${prefix} ${asCalled}, without the slash at its end`,
      };
    }
    case 'game':
      return {
        ...words,
        other: { ...one(a), files: `the files of ${a(folder)}`, records: `${record}s` },
        everyFile: `every ${file}`,
      };
  }
}

function a(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** What has a name of its own in a report: a ledger is one thing, and a board has rows. */
const ownNames: Readonly<Record<string, string>> = {
  'put its own ledger record': 'put into its own ledger',
  'get its own ledger record': 'get from its own ledger',
  'update its own ledger record': 'update its own ledger',
  'query its own ledger records': 'query its own ledger',
  'batch-get its own ledger record': 'batch-get from its own ledger',
  'batch-write its own ledger record': 'batch-write into its own ledger',
  'delete its own ledger record': 'delete from its own ledger',
  "put another player's ledger record": "write another player's ledger",
  "get another player's ledger record": "get from another player's ledger",
  "update another player's ledger record": "update another player's ledger",
  "query another player's ledger records": "query another player's ledger",
  "delete another player's ledger record": "delete from another player's ledger",
  'put a public record': 'put a row on a board',
  'get a public record': 'get a row of a board',
  'update a public record': 'update a row on a board',
  'query public records': 'query a board',
  'delete a public record': 'delete a row from a board',
};

/** Claims by the names that a report has always given them. */
export function named<Row extends { readonly does: string }>(claims: readonly Row[]): readonly Row[] {
  return claims.map((claim) => ({ ...claim, does: ownNames[claim.does] ?? claim.does }));
}
