import { AssemblyError } from '../assembly-error';
import type { Intrinsic } from './scope';

/** The transform that adds functions to the language. CloudFormation carries it out itself. */
export const languageExtensions = 'AWS::LanguageExtensions';

/** A function that is there only where a template has the transform (**documented**: "AWS::LanguageExtensions transform"). */
const extension =
  (intrinsic: Intrinsic): Intrinsic =>
  (argument, at, scope, resolve) => {
    if (scope.isExtended) return intrinsic(argument, at, scope, resolve);
    throw new AssemblyError(at, `needs Transform: ${languageExtensions} in its template`);
  };

/**
 * `Fn::Length: list`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html documented
 */
export const length = extension((argument, at, _scope, resolve) => {
  const list = resolve(argument, at);
  if (Array.isArray(list)) return list.length;
  throw new AssemblyError(at, 'needs a list here');
});

/**
 * `Fn::ToJsonString: object or list`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html documented
 */
export const toJsonString = extension((argument, at, _scope, resolve) => {
  const value = resolve(argument, at);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  throw new AssemblyError(at, 'needs an object or a list here');
});
