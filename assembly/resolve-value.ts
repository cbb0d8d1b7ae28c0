import { AssemblyError } from './assembly-error';
import { fnIf } from './intrinsics/conditions';
import { length, toJsonString } from './intrinsics/extensions';
import { findInMap, getAtt, getStackOutput, importValue, ref } from './intrinsics/lookups';
import { cidr, getAzs } from './intrinsics/networks';
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
  ['Fn::GetAZs', getAzs],
  ['Fn::Cidr', cidr],
  ['Fn::Length', length],
  ['Fn::ToJsonString', toJsonString],
]);

/**
 * Resolves every intrinsic function in a value, depth first.
 *
 * @param at the value's place, for errors
 * @returns plain JSON, or {@link noValue}
 * @throws AssemblyError for a function or a dynamic reference that is not known
 */
export function resolveValue(value: unknown, at: string, scope: Scope): unknown {
  if (typeof value === 'string') return plainString(value, at);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return resolvedList(value, at, scope);
  const names = Object.keys(value);
  const functionName = names.find((name) => name === 'Ref' || name.startsWith('Fn::'));
  if (functionName === undefined) return resolvedMembers(value, names, at, scope);
  const intrinsic = intrinsics.get(functionName);
  if (intrinsic === undefined) {
    const known = [...intrinsics.keys()].join(', ');
    throw new AssemblyError(`${at}.${functionName}`, `is not supported here. Write the value out, or use ${known}.`);
  }
  if (names.length !== 1) throw new AssemblyError(at, `${functionName} must stand alone in its object`);
  const argument: unknown = (value as Record<string, unknown>)[functionName];
  const resolve = (inner: unknown, innerAt: string) => resolveValue(inner, innerAt, scope);
  const result = intrinsic(argument, `${at}.${functionName}`, scope, resolve);
  return typeof result === 'string' ? plainString(result, at) : result;
}

function resolvedList(list: readonly unknown[], at: string, scope: Scope): readonly unknown[] {
  const resolved: unknown[] = [];
  for (const [index, member] of list.entries()) {
    const found = resolveValue(member, `${at}[${index}]`, scope);
    if (found !== noValue) resolved.push(found);
  }
  return resolved;
}

/** Every value of every template comes by here at each start, so no list of pairs is made on the way. */
function resolvedMembers(value: object, names: readonly string[], at: string, scope: Scope): object {
  const resolved: Record<string, unknown> = {};
  for (const name of names) {
    const found = resolveValue((value as Record<string, unknown>)[name], `${at}.${name}`, scope);
    if (found !== noValue) setMember(resolved, name, found);
  }
  return resolved;
}

/** A member of the template may be called `__proto__`, which an assignment would take for the prototype. */
function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** CloudFormation would fetch `{{resolve:service:…}}` at deployment; here nothing could answer it. */
function plainString(text: string, at: string): string {
  if (!text.includes('{{resolve:')) return text;
  throw new AssemblyError(at, 'holds a dynamic reference ({{resolve:…}}), which cannot be fetched here');
}
