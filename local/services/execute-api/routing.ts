import { type ApiDefinition, type ApiMethod, methodKey, pathOf } from '../api-gateway/definition';

/** The method that a request is for. */
export interface Route {
  readonly method: ApiMethod;
  /** `/boards/{board}/scores` */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Found {
  readonly resourceId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the method of a path. What is written out goes before a variable, and that before a greedy one (**documented**: "the most specific"
 * path is taken, "Set up a proxy integration with a proxy resource"). A resource that has no such method leaves the request to no greedy
 * one beside it: that AWS would is **unconfirmed**.
 *
 * @param path below the stage, as it was sent. Empty parts, `.` and `..`, however they are encoded, are of no resource: what AWS makes of
 *   them is **unconfirmed**
 */
export function routeOf(definition: ApiDefinition, httpMethod: string, path: string): Route | undefined {
  const segments = segmentsOf(path);
  const root = Object.keys(definition.resources).find((id) => definition.resources[id]?.parentId === undefined);
  if (segments === undefined || root === undefined) return undefined;
  const found = find(definition, root, segments);
  if (found === undefined) return undefined;
  const { methods } = definition;
  const method = methods[methodKey(found.resourceId, httpMethod)] ?? methods[methodKey(found.resourceId, 'ANY')];
  return method && { ...found, method, resourcePath: pathOf(definition, found.resourceId) };
}

/** A path's parts, decoded: an encoded slash stays within its part. */
function segmentsOf(path: string): readonly string[] | undefined {
  if (path === '/') return [];
  try {
    const segments = path.slice(1).split('/').map(decodeURIComponent);
    return segments.some((segment) => ['', '.', '..'].includes(segment)) ? undefined : segments;
  } catch {
    return undefined;
  }
}

function find(definition: ApiDefinition, resourceId: string, [part, ...rest]: readonly string[]): Found | undefined {
  if (part === undefined) return { resourceId, pathParameters: {} };
  const children = Object.entries(definition.resources).filter(([, { parentId }]) => parentId === resourceId);
  const literal = children.find(([, { pathPart }]) => pathPart === part && !pathPart.startsWith('{'));
  const byName = literal && find(definition, literal[0], rest);
  if (byName !== undefined) return byName;
  for (const [id, { pathPart }] of children) {
    const [, name] = /^\{([^+}]+)\}$/.exec(pathPart) ?? [];
    const below = name === undefined ? undefined : find(definition, id, rest);
    if (name !== undefined && below !== undefined) {
      return { ...below, pathParameters: { [name]: part, ...below.pathParameters } };
    }
  }
  for (const [id, { pathPart }] of children) {
    const [, name] = /^\{(.+)\+\}$/.exec(pathPart) ?? [];
    if (name !== undefined) return { resourceId: id, pathParameters: { [name]: [part, ...rest].join('/') } };
  }
  return undefined;
}
