import { claimField, claimsOfForm } from '../claims-form';
import { FieldError } from '../field-error';

/** As long as an attribute may be on the sign-in page, in characters: a list of roles holds two ARNs for each. */
export const longestAttribute = 4096;

/** What XML can't hold at all, and line breaks and the like, which it does not hold as they are. */
const unprintable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * The attributes that a form gives a player, each with its values. One whose field is empty they do not have.
 *
 * @param names those that the page asks for
 * @throws Error in the reader's words, for what is none of them or can't stand in an assertion
 */
export function attributesOfForm(
  form: URLSearchParams,
  names: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  for (const field of form.keys()) {
    if (!field.startsWith(claimField('')) || names.some((name) => claimField(name) === field)) continue;
    throw new Error(`Nothing here reads an attribute ${field.slice(claimField('').length)}: leave it out.`);
  }
  const attributes = Object.entries(claimsOfForm(form, names, longestAttribute)).map(
    ([name, value]) => [name, [value].flat()] as const,
  );
  for (const [name, values] of attributes) {
    if (values.some((value) => unprintable.test(value))) {
      throw new FieldError(claimField(name), `${name} holds a control character: leave it out.`);
    }
  }
  return Object.fromEntries(attributes.filter(([, values]) => values.length > 0));
}
