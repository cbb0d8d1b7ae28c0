import type { DeploymentTarget } from '../../../assembly/types';

/** What a function's name, in any of its forms, says. */
export interface FunctionNameParts extends DeploymentTarget {
  readonly name: string;
  /** A version number, an alias or `$LATEST`; absent when the name gave none. */
  readonly qualifier?: string;
}

/** **Documented**: the constraint on `FunctionName` in Lambda's API reference. */
export const functionNamePattern =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';

const form =
  /^(?:arn:(?<partition>aws[a-zA-Z-]*):lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):function:|(?<partialAccount>\d{12}):function:)?(?<name>[a-zA-Z0-9-_]{1,64})(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]{1,128}))?$/;

/**
 * Reads a name, a whole ARN or a partial one (`123456789012:function:name`), each with or without a qualifier; undefined when it is none
 * of them.
 *
 * @param target what a form leaves unsaid
 */
export function functionNameParts(written: string, target: DeploymentTarget): FunctionNameParts | undefined {
  const groups = form.exec(written)?.groups;
  if (groups?.name === undefined) return undefined;
  return {
    partition: groups.partition ?? target.partition,
    region: groups.region ?? target.region,
    account: groups.account ?? groups.partialAccount ?? target.account,
    name: groups.name,
    ...(groups.qualifier === undefined ? {} : { qualifier: groups.qualifier }),
  };
}

/** The function's ARN without qualifier. */
export function functionArn({ partition, region, account, name }: FunctionNameParts): string {
  return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** The function's ARN, with the qualifier where there is one. */
export function qualifiedArn(parts: FunctionNameParts): string {
  return parts.qualifier === undefined ? functionArn(parts) : `${functionArn(parts)}:${parts.qualifier}`;
}
