import { AssemblyError } from './assembly-error';
import { fnIf } from './intrinsics/conditions';
import { findInMap, getAtt, getStackOutput, importValue, ref } from './intrinsics/lookups';
import { type Intrinsic, noValue, type Scope } from './intrinsics/scope';
import { base64, join, select, split, sub } from './intrinsics/strings';

/** The intrinsic functions that a resource or an output may use. */
const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::ImportValue', importValue],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::FindInMap', findInMap],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::Sub', sub],
  ['Fn::Base64', base64],
  ['Fn::If', fnIf],
]);

/**
 * Resolves every intrinsic function in a value, depth first.
 *
 * @param at the value's place, for errors
 * @returns plain JSON, or {@link noValue}
 * @throws AssemblyError for a function or a dynamic reference that is not known
 */
export function resolveValue(value: unknown, at: string, scope: Scope): unknown {
  const resolve = (inner: unknown, innerAt: string) => resolveValue(inner, innerAt, scope);
  if (typeof value === 'string') return plainString(value, at);
  if (Array.isArray(value)) {
    return value.map((member, index) => resolve(member, `${at}[${index}]`)).filter((member) => member !== noValue);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const functionName = entries.map(([name]) => name).find((name) => name === 'Ref' || name.startsWith('Fn::'));
  if (functionName === undefined) {
    return Object.fromEntries(
      entries
        .map(([name, member]): [string, unknown] => [name, resolve(member, `${at}.${name}`)])
        .filter(([, member]) => member !== noValue),
    );
  }
  const intrinsic = intrinsics.get(functionName);
  if (intrinsic === undefined) {
    const known = [...intrinsics.keys()].join(', ');
    throw new AssemblyError(`${at}.${functionName}`, `is not supported here. Write the value out, or use ${known}.`);
  }
  if (entries.length !== 1) throw new AssemblyError(at, `${functionName} must stand alone in its object`);
  const result = intrinsic(entries[0]?.[1], `${at}.${functionName}`, scope, resolve);
  return typeof result === 'string' ? plainString(result, at) : result;
}

/** CloudFormation would fetch `{{resolve:service:…}}` at deployment; here nothing could answer it. */
function plainString(text: string, at: string): string {
  if (!text.includes('{{resolve:')) return text;
  throw new AssemblyError(at, 'holds a dynamic reference ({{resolve:…}}), which cannot be fetched here');
}
