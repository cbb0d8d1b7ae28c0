import { providerName } from './iam-providers';
import { loginsOf, textOf } from './logins';
import { playersRoles } from './players-roles';
import type { Problem } from './problem';
import { type Deployment, fields, resourcesOf } from './templates';
import type { Update } from './update';

/** What logins say of their players, and what roles ask for: each principal tag, provider by provider. */
export function closedTags({ before, after }: Update): Problem[] {
  const logins = loginsOf(after);
  const now = tagsOf(after);
  const places = playersRoles(after).flatMap(({ reach }) => [...reach.keys()]);
  return [...tagsOf(before)].flatMap(([provider, tags]) => {
    const login = logins.get(provider);
    // A login that is gone is told of by itself.
    if (!login) return [];
    return Object.entries(tags).flatMap(([tag, claim]): Problem[] => {
      const other = now.get(provider)?.[tag];
      // What no role asks for any more is out of reach, which is told of by itself.
      if (other === claim || !places.some((place) => place.includes(`aws:PrincipalTag/${tag}}`))) return [];
      const sentence =
        other === undefined
          ? `players of ${login.name} have no ${tag} any more`
          : `players of ${login.name} have the ${tag} that '${other}' says, no longer the one of '${claim}'`;
      return [{ verdict: 'closed', sentence, wayOut }];
    });
  });
}

const wayOut =
  'the data stays, and is theirs again with the claim. For another claim: let everybody’s tokens have it first, and name it then';

/** Provider → tag → claim. */
function tagsOf(deployment: Deployment): Map<string, Readonly<Record<string, unknown>>> {
  const tags = resourcesOf(deployment).filter(
    ({ resource }) => resource.Type === 'AWS::Cognito::IdentityPoolPrincipalTag',
  );
  return new Map(
    tags.map(({ resource: { Properties = {} } }) => [
      providerName(textOf(Properties.IdentityProviderName)),
      fields(Properties.PrincipalTags),
    ]),
  );
}
