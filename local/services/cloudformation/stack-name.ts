import { invalidParameters } from './errors';

/** **Observed** for `DescribeStacks`: aws-sam-cli#4979. */
const pattern = '[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*';
const nameOrId = new RegExp(`^(?:${pattern})$`);

/** That there is a limit, and that it is this one, is **unconfirmed**. A name that exists has at most 128 characters (**documented**). */
const longest = 2048;

/**
 * The parameter `StackName`, a stack's name or ID.
 *
 * @returns undefined where the request has none
 * @throws ServiceError `ValidationError`
 */
export function stackNameParameter(parameters: ReadonlyMap<string, string>): string | undefined {
  const value = parameters.get('StackName');
  if (value === undefined) return undefined;
  const violations = [
    ...(nameOrId.test(value) ? [] : [`Member must satisfy regular expression pattern: ${pattern}`]),
    ...(value.length > 0 ? [] : ['Member must have length greater than or equal to 1']),
    ...(value.length <= longest ? [] : [`Member must have length less than or equal to ${longest}`]),
  ];
  if (violations.length === 0) return value;
  const named = `Value '${value.slice(0, 128)}' at 'stackName' failed to satisfy constraint`;
  throw invalidParameters(violations.map((violation) => `${named}: ${violation}`));
}
