/** How deep the JSON of a request nests at most: DynamoDB's 32 levels of attributes are 72 of JSON with those of a batch around them. */
const deepest = 128;

/**
 * JSON in which no object has the same member twice, and which does not nest without end. Two readers of one request could take
 * different values for a member that is there twice: what IAM judges would not be what is done. What AWS's services take is
 * **unconfirmed**.
 *
 * @throws SyntaxError
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Only what nests can hold anything twice or go too deep.
  if (typeof value === 'object' && value !== null) checkMembers(text);
  return value;
}

/** Looks through a text that is known to be JSON: all that counts is brackets, and strings that a colon follows. */
function checkMembers(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === openBrace || character === openBracket) {
      open.push(character === openBrace ? new Set() : undefined);
      if (open.length > deepest) throw new SyntaxError(`JSON nests more than ${deepest} levels`);
    } else if (character === closeBrace || character === closeBracket) {
      open.pop();
    } else if (character === quote) {
      const end = endOfString(text, at);
      if (isMemberName(text, end)) addMember(open.at(-1), text.slice(at, end));
      at = end - 1;
    }
  }
}

const [quote, openBrace, closeBrace, openBracket, closeBracket] = Buffer.from('"{}[]');

/** One past the closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isMemberName(text: string, end: number): boolean {
  let next = end;
  while (/\s/.test(text[next] ?? '')) next += 1;
  return text[next] === ':';
}

function addMember(members: Set<string> | undefined, written: string): void {
  // Two spellings of one name are one name.
  const name: string = written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
  if (members?.has(name)) throw new SyntaxError('an object has a member twice');
  members?.add(name);
}
