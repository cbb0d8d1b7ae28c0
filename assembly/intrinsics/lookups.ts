import { AssemblyError } from '../assembly-error';
import { own } from '../own-member';
import { listOf, resolvedString } from './arguments';
import type { Intrinsic } from './scope';

/** `Ref: name`. */
export const ref: Intrinsic = (argument, at, scope) => {
  if (typeof argument !== 'string') throw new AssemblyError(at, 'takes the plain name of a parameter or resource');
  return scope.reference(argument, at);
};

/** `Fn::GetAtt: [logicalId, attribute]` or `"logicalId.attribute"`. */
export const getAtt: Intrinsic = (argument, at, scope, resolve) => {
  const [logicalId, attribute] = typeof argument === 'string' ? splitAtFirstDot(argument, at) : listOf(argument, 2, at);
  if (typeof logicalId !== 'string') throw new AssemblyError(at, 'the logical ID must be a plain string');
  return scope.attribute(logicalId, resolvedString(attribute, at, resolve), at);
};

/** `Fn::ImportValue: exportName`. */
export const importValue: Intrinsic = (argument, at, scope, resolve) =>
  scope.exported(resolvedString(argument, at, resolve), at);

/**
 * `Fn::FindInMap: [map, topLevelKey, secondLevelKey]`; with the language's extensions also `{DefaultValue}` behind them, for keys under which
 * there is nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html documented
 */
export const findInMap: Intrinsic = (argument, at, scope, resolve) => {
  const hasDefault = scope.isExtended && Array.isArray(argument) && argument.length === 4;
  const [map = '', top = '', second = ''] = listOf(argument, hasDefault ? 4 : 3, at)
    .slice(0, 3)
    .map((key, index) => resolvedString(key, `${at}[${index}]`, resolve));
  const found = scope.mapping(map, top, second, at);
  if (found !== undefined) return found;
  const otherwise = hasDefault ? own(argument[3] as Readonly<Record<string, unknown>>, 'DefaultValue') : undefined;
  if (otherwise === undefined) throw new AssemblyError(at, `Mappings has no ${map}.${top}.${second}`);
  return resolve(otherwise, `${at}[3].DefaultValue`);
};

/** `Fn::GetStackOutput: {StackName, OutputName, Region?}`: the CDK's weak cross-stack reference. */
export const getStackOutput: Intrinsic = (argument, at, scope, resolve) => {
  const { StackName, OutputName, Region, ...others } = (argument ?? {}) as Record<string, unknown>;
  const other = Object.keys(others).find((key) => others[key] !== undefined);
  if (other !== undefined) throw new AssemblyError(`${at}.${other}`, 'is not supported: stacks of one account only');
  const region = Region === undefined ? scope.target.region : resolvedString(Region, `${at}.Region`, resolve);
  return scope.stackOutput(
    resolvedString(StackName, `${at}.StackName`, resolve),
    resolvedString(OutputName, `${at}.OutputName`, resolve),
    region,
    at,
  );
};

function splitAtFirstDot(text: string, at: string): readonly [string, string] {
  const dot = text.indexOf('.');
  if (dot < 0) throw new AssemblyError(at, 'takes <logical ID>.<attribute>');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
