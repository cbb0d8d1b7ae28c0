import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

/** A node that has no meaning in a template, and where it begins. */
export class YamlFault extends Error {
  /** @param problem `alias`: CloudFormation has words of its own for it */
  constructor(
    readonly problem: 'alias' | 'other',
    readonly offset: number,
  ) {
    super(`${problem} at ${offset}`);
  }
}

/** Intrinsic functions whose short form is not `Fn::` and their name (**documented**: "Intrinsic function reference"). */
const withoutPrefix = new Set(['Ref', 'Condition']);

/** Those that have a short form: the functions of the reference that CloudFormation resolves itself. */
const functions = new Set([
  ...withoutPrefix,
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
]);

/** YAML's own tags, those apart that CloudFormation leaves out. */
const ofYaml = /^tag:yaml\.org,2002:(?:map|seq|str|null|bool|int|float)$/;

/**
 * What the library reads as Boolean or number and CloudFormation as text: a letter (`AttributeType: N` is in every template of a table),
 * and, as YAML 1.1 has it (https://yaml.org/type/int.html, https://yaml.org/type/float.html), digits that begin with a zero and are not
 * octal, such as an account's number, and an exponent without a point.
 */
const textAllTheSame = /^(?:[yYnN]|[-+]?0[0-9_]*[89][0-9_]*|[-+]?[0-9_]+[eE][-+]?[0-9]+)$/;

/**
 * A YAML node as plain JSON, its short tags written out: `!Sub text` is `{"Fn::Sub": "text"}`. `!GetAtt a.b` is split at its first dot,
 * since an attribute's name may hold some.
 *
 * @throws YamlFault for an alias, a tag that is no function's, and a name that is no text
 */
export function yamlValue(node: unknown): unknown {
  if (isAlias(node)) throw fault('alias', node);
  if (node === null || node === undefined) return null;
  const { tag } = node as Node & { readonly tag?: string };
  if (tag === undefined || tag === '!' || ofYaml.test(tag)) return untagged(node);
  const name = tag.slice(1);
  if (!functions.has(name)) throw fault('other', node);
  const argument = untagged(node);
  return { [withoutPrefix.has(name) ? name : `Fn::${name}`]: name === 'GetAtt' ? attributeOf(argument) : argument };
}

function untagged(node: unknown): unknown {
  if (isSeq(node)) return node.items.map(yamlValue);
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }): [string, unknown] => {
        if (!isScalar(key) || key.tag?.startsWith('!') || key.value === null) throw fault('other', key ?? node);
        // Numbers and Booleans as they are written: `on` is a name like any other.
        return [typeof key.value === 'string' ? key.value : (key.source ?? String(key.value)), yamlValue(value)];
      }),
    );
  }
  if (isScalar(node)) {
    const isText = node.type === 'PLAIN' && node.source !== undefined && textAllTheSame.test(node.source);
    return isText ? node.source : node.value;
  }
  throw fault('other', node);
}

function attributeOf(argument: unknown): unknown {
  if (typeof argument !== 'string' || !argument.includes('.')) return argument;
  const dot = argument.indexOf('.');
  return [argument.slice(0, dot), argument.slice(dot + 1)];
}

function fault(problem: 'alias' | 'other', node: unknown): YamlFault {
  return new YamlFault(problem, (node as Partial<Node>)?.range?.[0] ?? 0);
}
