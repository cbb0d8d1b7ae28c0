import { z } from 'zod';

/** The form field that holds an attribute: apart from `player` and whatever else the page sends. */
export function fieldOf(attribute: string): string {
  return `attribute:${attribute}`;
}

/** Several values, as a person types them. */
const valueList = z.array(z.string());

/** What XML can't hold at all, and line breaks and the like, which it does not hold as they are. */
const unprintable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * The attributes that a form gives a player: one value for each field, or several where it holds a JSON list. An empty field is an
 * attribute that she does not have.
 *
 * @param attributes those that the page asks for
 * @throws Error in the reader's words, for what is none of them or can't stand in an assertion
 */
export function attributesOf(
  form: URLSearchParams,
  attributes: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const fields = new Map(attributes.map((attribute) => [fieldOf(attribute), attribute]));
  const given: [string, readonly string[]][] = [];
  for (const [field, text] of form) {
    if (!field.startsWith(fieldOf(''))) continue;
    const attribute = fields.get(field);
    if (attribute === undefined) {
      throw new Error(`Nothing here reads an attribute ${field.slice(fieldOf('').length)}: leave it out.`);
    }
    const values = valuesOf(text, attribute);
    if (values.some((value) => unprintable.test(value))) {
      throw new Error(`${attribute} holds a control character: leave it out.`);
    }
    if (values.length > 0) given.push([attribute, values]);
  }
  return Object.fromEntries(given);
}

function valuesOf(text: string, attribute: string): readonly string[] {
  const typed = text.trim();
  if (typed === '') return [];
  if (!typed.startsWith('[')) return [typed];
  try {
    return valueList.parse(JSON.parse(typed));
  } catch {
    throw new Error(`${attribute} begins like a JSON list: several values are written as ["one","two"].`);
  }
}
