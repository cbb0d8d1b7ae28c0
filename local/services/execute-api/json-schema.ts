import { boundedMatch } from './bounded-pattern';
import { isSchema, isStrings, type Models, type Schema } from './schema-problem';

/** How much one body may cost: a small schema can ask for far too much. */
const mostSteps = 200_000;
const mostMilliseconds = 500;
const deepest = 300;

/** It would cost too much to tell. */
class Exhausted extends Error {}

/** Whether a value is what a schema describes. What would cost too much to tell is not. */
export function isValid(value: unknown, schema: unknown, models: Models): boolean {
  try {
    return new Validation(models).holds(value, schema, schema, 0);
  } catch (error) {
    if (error instanceof Exhausted) return false;
    throw error;
  }
}

class Validation {
  readonly #models: Models;
  readonly #until = performance.now() + mostMilliseconds;
  #steps = 0;

  constructor(models: Models) {
    this.#models = models;
  }

  holds(value: unknown, schema: unknown, root: unknown, depth: number): boolean {
    this.#steps += 1;
    // Thrown, since what stands in a `not` would hold by failing.
    if (this.#steps > mostSteps || depth > deepest || performance.now() > this.#until) throw new Exhausted();
    if (!isSchema(schema)) throw new Exhausted();
    const below = (part: unknown, of: unknown) => this.holds(part, of, root, depth + 1);
    if (schema.$ref !== undefined) {
      const found = this.#resolved(String(schema.$ref), root);
      if (found === undefined) throw new Exhausted();
      return this.holds(value, found.schema, found.root, depth + 1);
    }
    const { type, allOf, anyOf, oneOf, not } = schema;
    if (schema.enum !== undefined && !(schema.enum as unknown[]).some((one) => text(one) === text(value))) return false;
    if (type !== undefined && ![type].flat().some((name) => isOfType(value, String(name)))) return false;
    if (Array.isArray(allOf) && !allOf.every((of) => below(value, of))) return false;
    if (Array.isArray(anyOf) && !anyOf.some((of) => below(value, of))) return false;
    if (Array.isArray(oneOf) && oneOf.filter((of) => below(value, of)).length !== 1) return false;
    if (not !== undefined && below(value, not)) return false;
    if (typeof value === 'number') return isNumberAsAsked(value, schema);
    if (typeof value === 'string') return isTextAsAsked(value, schema);
    if (Array.isArray(value)) return this.#listHolds(value, schema, below);
    return isSchema(value) ? this.#objectHolds(value, schema, below) : true;
  }

  #listHolds(list: readonly unknown[], schema: Schema, below: (part: unknown, of: unknown) => boolean): boolean {
    const { items, additionalItems } = schema;
    if (!isWithin(list.length, schema.minItems, schema.maxItems)) return false;
    if (schema.uniqueItems === true && new Set(list.map(text)).size !== list.length) return false;
    if (Array.isArray(items)) {
      if (additionalItems === false && list.length > items.length) return false;
      return list.every((one, index) => {
        const of: unknown = index < items.length ? items[index] : additionalItems;
        return isSchema(of) ? below(one, of) : true;
      });
    }
    return isSchema(items) ? list.every((one) => below(one, items)) : true;
  }

  #objectHolds(value: Schema, schema: Schema, below: (part: unknown, of: unknown) => boolean): boolean {
    const names = Object.keys(value);
    if (!isWithin(names.length, schema.minProperties, schema.maxProperties)) return false;
    const missing = (needed: unknown) => isStrings(needed) && needed.some((name) => !Object.hasOwn(value, name));
    if (missing(schema.required)) return false;
    const dependencies = Object.entries((schema.dependencies ?? {}) as object);
    if (dependencies.some(([name, needed]) => Object.hasOwn(value, name) && missing(needed))) return false;
    const properties = (schema.properties ?? {}) as Schema;
    const patterns = Object.entries((schema.patternProperties ?? {}) as Schema);
    return names.every((name) => {
      const named = Object.hasOwn(properties, name) ? [properties[name]] : [];
      const described = [...named, ...patterns.filter(([pattern]) => matches(pattern, name)).map(([, of]) => of)];
      if (described.length > 0) return described.every((of) => below(value[name], of));
      const { additionalProperties: further } = schema;
      return further === false ? false : !isSchema(further) || below(value[name], further);
    });
  }

  /** Within the schema (`#/definitions/x`), or another model of the API by its address (**documented**: "Create a more complex model"). */
  #resolved(reference: string, root: unknown): { readonly schema: unknown; readonly root: unknown } | undefined {
    const [, model] = /\/models\/([A-Za-z0-9]+)$/.exec(reference) ?? [];
    if (model !== undefined) {
      const found = Object.hasOwn(this.#models, model) ? this.#models[model] : undefined;
      return found && { schema: found.schema, root: found.schema };
    }
    let schema = root;
    for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (!isSchema(schema) || !Object.hasOwn(schema, name)) return undefined;
      schema = schema[name];
    }
    return { schema, root };
  }
}

function isNumberAsAsked(
  value: number,
  { minimum, maximum, multipleOf, exclusiveMinimum, exclusiveMaximum }: Schema,
): boolean {
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum)) return false;
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum)) return false;
  return typeof multipleOf !== 'number' || Number.isInteger(value / multipleOf);
}

function isTextAsAsked(value: string, { minLength, maxLength, pattern }: Schema): boolean {
  // Draft 4 counts characters, not halves of them.
  if ((minLength !== undefined || maxLength !== undefined) && !isWithin([...value].length, minLength, maxLength))
    return false;
  return typeof pattern !== 'string' || matches(pattern, value);
}

function matches(pattern: string, value: string): boolean {
  const found = boundedMatch(pattern, value);
  if (found === undefined) throw new Exhausted();
  return found;
}

function isWithin(count: number, least: unknown, most: unknown): boolean {
  return !(typeof least === 'number' && count < least) && !(typeof most === 'number' && count > most);
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isSchema(value);
  // Draft 4 has it of how a number is written: `1.0` is none there, and one value with `1` in JavaScript.
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** Equal values have equal texts, whatever the order of their members. */
function text(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    isSchema(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );
}
