import { invalidParameter, unauthorizedAttribute } from '../errors';
import type { UserPool } from '../user-pool';
import type { UserPoolClient } from '../user-pool-client';
import { isEmailAddress } from './email-address';
import type { AttributeRule } from './schema';
import { verifiedFlags } from './schema';

/** Who writes attributes: an app on its player's behalf, or whoever has the IAM permission. */
export type AttributeWriter = UserPoolClient | 'administrator';

/**
 * Checks attributes about to be written: that the writer may, and that they fit the schema. What an app may not write is what makes a
 * claim one that its player cannot set.
 *
 * @param creating whether the user is being made: the only time that an immutable attribute can be set
 * @param whole where a user is being made by an app, all that they will have: what they sign in by need not be said twice
 * @throws ServiceError in Cognito's words
 */
export function checkAttributes(
  { schema }: UserPool,
  attributes: ReadonlyMap<string, string>,
  writer: AttributeWriter,
  creating: boolean,
  whole: ReadonlyMap<string, string> = attributes,
): void {
  for (const [name, value] of attributes) {
    if (writer !== 'administrator' && (!writer.writableAttributes.has(name) || verifiedFlags.includes(name))) {
      throw unauthorizedAttribute();
    }
    const rule = schema.get(name);
    if (rule === undefined) throw doesNotConform(name, 'Attribute does not exist in the schema.');
    if (!creating && !rule.mutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
    if (value === '' && rule.required) throw doesNotConform(name, 'The attribute is required');
    if (value !== '') checkValue(rule, value);
  }
  if (creating && writer !== 'administrator') checkRequired(schema.values(), whole);
}

/** The required attributes that a user lacks. */
export function missingAttributes({ schema }: UserPool, attributes: ReadonlyMap<string, string>): readonly string[] {
  return [...schema.values()].filter(({ name, required }) => required && !attributes.has(name)).map(({ name }) => name);
}

function checkRequired(rules: Iterable<AttributeRule>, attributes: ReadonlyMap<string, string>): void {
  for (const { name, required } of rules) {
    if (required && !attributes.has(name)) throw doesNotConform(name, 'The attribute is required');
  }
}

/** The longest value of any attribute (documented). */
const longestValue = 2048;

function checkValue({ name, type, minimum, maximum }: AttributeRule, value: string): void {
  if (name === 'email' && !isEmailAddress(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !/^\+\d{5,15}$/.test(value)) throw invalidParameter('Invalid phone number format.');
  if (type === 'Boolean' && value !== 'true' && value !== 'false') throw doesNotConform(name, 'Must be a boolean.');
  if (type === 'DateTime' && Number.isNaN(Date.parse(value))) throw doesNotConform(name, 'Must be a date.');
  if (type === 'Number' && !/^-?\d{1,15}$/.test(value)) throw doesNotConform(name, 'Must be a number.');
  const size = type === 'Number' ? Number(value) : value.length;
  if (type !== 'String' && type !== 'Number') return;
  const [least, most] = type === 'Number' ? [-Infinity, Infinity] : [0, longestValue];
  if (size < (minimum ?? least) || size > Math.min(maximum ?? most, most)) {
    throw doesNotConform(name, `${type === 'Number' ? 'Value' : 'Length'} is out of its range.`);
  }
}

/** observed: amazon-cognito-identity-dart-2#89 */
function doesNotConform(name: string, problem: string) {
  return invalidParameter(`Attributes did not conform to the schema: ${name}: ${problem}`);
}
