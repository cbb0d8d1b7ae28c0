import { AssemblyError } from '../../../assembly/assembly-error';
import type { DeploymentTarget } from '../../../assembly/types';

/** The document of an API's resource policy, whose resources are whole ARNs. */
export type ApiPolicyDocument = object;

/** An API and where it stands. */
export interface ApiPlace extends DeploymentTarget {
  readonly apiId: string;
}

/**
 * An API's resource policy as it is judged. Its resources may be written short, as `execute-api:/stage/METHOD/path`: API Gateway puts the
 * rest before it (**documented**: developer guide, "API Gateway resource policy examples").
 *
 * @throws AssemblyError where it is no JSON object
 */
export function expandedPolicy(written: object | string, api: ApiPlace, place: string): ApiPolicyDocument {
  const document = typeof written === 'string' ? parsed(written, place) : written;
  const { Statement, ...more } = document as { readonly Statement?: unknown };
  if (Statement === undefined) return document;
  return { ...more, Statement: [Statement].flat().map((statement) => expandedStatement(statement, api)) };
}

function expandedStatement(statement: unknown, api: ApiPlace): unknown {
  if (typeof statement !== 'object' || statement === null) return statement;
  const members = Object.entries(statement).map(([name, value]) => {
    if (name !== 'Resource' && name !== 'NotResource') return [name, value];
    return [name, Array.isArray(value) ? value.map((one) => expandedArn(one, api)) : expandedArn(value, api)];
  });
  return Object.fromEntries(members);
}

function expandedArn(resource: unknown, { partition, region, account, apiId }: ApiPlace): unknown {
  const [, path] = (typeof resource === 'string' && /^execute-api:\/(.*)$/s.exec(resource)) || [];
  return path === undefined ? resource : `arn:${partition}:execute-api:${region}:${account}:${apiId}/${path}`;
}

function parsed(text: string, place: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Refused below, like JSON that is no object.
  }
  throw new AssemblyError(place, 'must be a policy, as an object or as its JSON');
}
