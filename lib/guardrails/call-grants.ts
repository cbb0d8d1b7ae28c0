import { belowOwnApi } from './api-arns';
import { list, type Template } from './template';
import type { RoleFor } from './zone-access';

/** What players call, as the end of an ARN: a stage, a method, and a path that is spelled out. */
const callable = /^\/[\w-]+\/(POST\/boards\/[a-z0-9-]+\/scores|DELETE\/me)$/;

/**
 * What is too much about a grant to call an API. Its function asks who the player is of whatever API Gateway says of the signature, so a role may
 * call it whose sessions are the identity pool's, on paths without wildcard, of an API that the template itself makes.
 */
export function callProblems(
  { Resource }: Readonly<Record<string, unknown>>,
  roleFor: RoleFor,
  template: Template,
): string[] {
  if (roleFor === 'federated') return ['is for players of the pool: to the functions anybody else is nobody'];
  return list(Resource).flatMap((resource) => {
    const path = belowOwnApi(resource, template);
    if (path === undefined) return ['on no path of an API of its own template'];
    return callable.test(path) ? [] : [`on '${path}': players submit scores to a board, and delete themselves`];
  });
}
