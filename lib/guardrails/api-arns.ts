import { fields, list, resourcesOf, type Template } from './template';

/** An ARN as far as the API in it: what only the deployment knows stands in braces. */
const beforeApi =
  /^arn:(aws[a-z-]*|\{AWS::Partition\}):execute-api:([a-z0-9-]+|\{AWS::Region\}):(\d{12}|\{AWS::AccountId\}):$/;

/**
 * What an ARN says below a REST API that the template itself makes: `/v1/DELETE/me`. A wildcard before the API, a separator that is put between
 * the parts or a parameter in the place of the API would make another ARN of the same parts.
 *
 * @returns undefined where it is of no such API
 */
export function belowOwnApi(arn: unknown, template: Template): string | undefined {
  const [separator, written] = list(fields(arn)['Fn::Join']);
  const parts = list(written);
  const apis = new Set(resourcesOf(template, 'AWS::ApiGateway::RestApi').map(([logicalId]) => logicalId));
  const at = parts.findIndex((part) => apis.has(String(fields(part).Ref)));
  if (separator !== '' || at < 0) return undefined;
  const text = (part: unknown) => (typeof part === 'string' ? part : nameOf(part, template));
  const before = parts.slice(0, at).map(text).join('');
  return beforeApi.test(before)
    ? parts
        .slice(at + 1)
        .map(text)
        .join('')
    : undefined;
}

/** A reference to a stage is its name; to anything else, what no path looks like. */
function nameOf(part: unknown, template: Template): string {
  const { Ref: reference } = fields(part);
  const stage = resourcesOf(template, 'AWS::ApiGateway::Stage').find(([logicalId]) => logicalId === reference);
  const name = stage?.[1].Properties?.StageName;
  return typeof name === 'string' ? name : `{${String(reference)}}`;
}
