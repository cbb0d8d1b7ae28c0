/** How many letters may differ for a word to be taken for another one mistyped. */
const mostDifferent = 2;

/** The word that somebody may have meant; undefined where none is like it. */
export function similarWord(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly word: string; readonly differs: number } | undefined;
  for (const other of known) {
    const differs = distance(word.toLowerCase(), other.toLowerCase());
    // Of a short word, two letters are most of it.
    if (differs > mostDifferent || differs * 2 > other.length) continue;
    if (best === undefined || differs < best.differs) best = { word: other, differs };
  }
  return best?.word;
}

/** How many letters are to be put in, left out, or changed to make one word of another. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const kept = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(kept, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
