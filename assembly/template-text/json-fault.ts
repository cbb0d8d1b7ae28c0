/** What may stand next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const string = /"(?:[\u0020\u0021\u0023-\u005b\u005d-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON, as an offset; undefined where it is JSON. `JSON.parse` does not always say where, and takes the last of
 * two members of one name, which is refused here.
 */
export function jsonFault(text: string): number | undefined {
  // Of each object that is open its names so far; of each list none.
  const open: (Set<string> | undefined)[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');

  while (at < text.length) {
    const character = text.charAt(at);
    if (' \t\r\n'.includes(character)) {
      at += 1;
      continue;
    }
    const names = open.at(-1);
    const closes = character === (names === undefined ? ']' : '}');
    let length = 1;
    if (closes && open.length > 0 && expected.endsWith('or end')) {
      open.pop();
      expected = afterValue();
    } else if (expected === 'colon' && character === ':') {
      expected = 'value';
    } else if (expected === 'comma or end' && character === ',') {
      expected = names === undefined ? 'value' : 'key';
    } else if (expected.startsWith('key')) {
      const name = match(string);
      if (name === undefined || names === undefined) return at;
      const key = JSON.parse(name) as string;
      if (names.has(key)) return at;
      names.add(key);
      length = name.length;
      expected = 'colon';
    } else if (!expected.startsWith('value')) {
      return at;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      expected = character === '{' ? 'key or end' : 'value or end';
    } else {
      const value = match(string) ?? match(scalar);
      if (value === undefined) return at;
      length = value.length;
      expected = afterValue();
    }
    at += length;
  }
  return expected === 'nothing' ? undefined : at;
}
