/**
 * A text for a terminal: what of it would move the cursor, colour, or turn the reading direction is written out. Names of stacks and
 * outputs, and the words of whoever answered, are others' to choose. A line break stays.
 */
export function printable(text: string): string {
  return text.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
