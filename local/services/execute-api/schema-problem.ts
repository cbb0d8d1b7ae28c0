import type { ApiModel } from '../api-gateway/definition';
import { patternProblem } from './bounded-pattern';

/** A schema of JSON Schema, or any other object of JSON. */
export type Schema = Readonly<Record<string, unknown>>;

/** The models of an API, by their names. */
export type Models = Readonly<Record<string, ApiModel>>;

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** What describes and does not decide. That `format` decides nothing is the wider reading of it: patterns are what holds. */
const annotations = ['$schema', 'id', 'title', 'description', 'default', 'format', 'definitions', 'example'];
const numbers = [
  'maximum',
  'minimum',
  'multipleOf',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxProperties',
  'minProperties',
];
const flags = ['exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties', 'patternProperties', 'definitions'];
const alone = ['not', 'items', 'additionalItems', 'additionalProperties'];
const others = ['type', 'enum', 'required', 'pattern', '$ref', 'dependencies'];
const keywords = new Set([...annotations, ...numbers, ...flags, ...lists, ...maps, ...alone, ...others]);

/**
 * What is wrong with a schema of JSON Schema's draft 4, which models are written in (**documented**: "Data models for REST APIs").
 *
 * @returns undefined where all of it is understood
 */
export function schemaProblem(schema: unknown, models: Models, depth = 0): string | undefined {
  if (!isSchema(schema)) return 'a schema must be an object';
  if (depth > 64) return 'it nests too deep';
  for (const [keyword, value] of Object.entries(schema)) {
    const problem = keywordProblem(keyword, value, models, depth);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function keywordProblem(keyword: string, value: unknown, models: Models, depth: number): string | undefined {
  const wrong = `'${keyword}' can’t be ${JSON.stringify(value)?.slice(0, 40)}`;
  const below = (schemas: readonly unknown[]) =>
    schemas.map((one) => schemaProblem(one, models, depth + 1)).find((problem) => problem !== undefined);
  if (!keywords.has(keyword)) return `'${keyword}' is not understood`;
  if (numbers.includes(keyword)) return typeof value === 'number' ? undefined : wrong;
  if (flags.includes(keyword)) return typeof value === 'boolean' ? undefined : wrong;
  if (maps.includes(keyword)) {
    if (!isSchema(value)) return wrong;
    const bad = keyword === 'patternProperties' ? Object.keys(value).map(patternProblem).find(Boolean) : undefined;
    return bad ?? below(Object.values(value));
  }
  if (lists.includes(keyword)) return Array.isArray(value) && value.length > 0 ? below(value) : wrong;
  if (keyword === 'type') return [value].flat().every((type) => types.includes(String(type))) ? undefined : wrong;
  if (keyword === 'enum') return Array.isArray(value) ? undefined : wrong;
  if (keyword === 'required') return isStrings(value) ? undefined : wrong;
  if (keyword === 'pattern') return typeof value === 'string' ? patternProblem(value) : wrong;
  if (keyword === '$ref')
    return typeof value === 'string' && /^#|\/models\/[A-Za-z0-9]+$/.test(value) ? undefined : wrong;
  if (keyword === 'dependencies') return isSchema(value) && Object.values(value).every(isStrings) ? undefined : wrong;
  if (!alone.includes(keyword) || typeof value === 'boolean') return undefined;
  return below(keyword === 'items' ? [value].flat() : [value]);
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
