import { AssemblyError } from '../assembly-error';
import { holdsPlaceholder } from '../placeholder';
import { asString, listOf, resolvedString, resolvedStrings } from './arguments';
import type { Intrinsic } from './scope';

/** `Fn::Join: [delimiter, [values]]`. */
export const join: Intrinsic = (argument, at, _scope, resolve) => {
  const [delimiter, values] = listOf(argument, 2, at);
  if (typeof delimiter !== 'string') throw new AssemblyError(`${at}[0]`, 'the delimiter must be a plain string');
  return resolvedStrings(values, `${at}[1]`, resolve).join(delimiter);
};

/** `Fn::Split: [delimiter, string]`. */
export const split: Intrinsic = (argument, at, _scope, resolve) => {
  const [delimiter, text] = listOf(argument, 2, at);
  if (typeof delimiter !== 'string' || delimiter === '') {
    throw new AssemblyError(`${at}[0]`, 'the delimiter must be a plain string, not empty');
  }
  return resolvedString(text, `${at}[1]`, resolve).split(delimiter);
};

/** `Fn::Select: [index, list]`; the index may be digits in quotes. */
export const select: Intrinsic = (argument, at, _scope, resolve) => {
  const [index, values] = listOf(argument, 2, at);
  const list = resolvedStrings(values, `${at}[1]`, resolve);
  const digits = resolvedString(index, `${at}[0]`, resolve);
  // What stands for an ARN has not its parts, and stands for each of them.
  const standing = list.find(holdsPlaceholder);
  const chosen = /^\d+$/.test(digits) ? (list[Number(digits)] ?? standing) : undefined;
  if (chosen === undefined) throw new AssemblyError(at, `there is no member ${digits} in a list of ${list.length}`);
  return chosen;
};

/** `Fn::Base64: string`. */
export const base64: Intrinsic = (argument, at, _scope, resolve) =>
  Buffer.from(resolvedString(argument, at, resolve), 'utf8').toString('base64');

/**
 * `Fn::Sub: string` or `[string, {name: value}]`. `${Name}` is a `Ref`, `${LogicalId.Attribute}` a `Fn::GetAtt`, `${!text}`
 * stays as `${text}`: so a template keeps IAM's own policy variables.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html documented
 */
export const sub: Intrinsic = (argument, at, scope, resolve) => {
  const [text, given] = typeof argument === 'string' ? [argument, {}] : listOf(argument, 2, at);
  if (typeof text !== 'string') throw new AssemblyError(at, 'the text must be a plain string');
  if (typeof given !== 'object' || given === null) throw new AssemblyError(`${at}[1]`, 'needs an object here');
  const values = new Map(Object.entries(given));
  return text.replace(/\$\{([^}]*)\}/g, (_placeholder, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (values.has(name)) return resolvedString(values.get(name), `${at}[1].${name}`, resolve);
    const dot = name.indexOf('.');
    const value = dot < 0 ? scope.reference(name, at) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), at);
    return asString(value, `${at}: \${${name}}`);
  });
};
