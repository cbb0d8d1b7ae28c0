import type { Effect } from './effects';
import { developerProviderOf } from './kept';
import type { Problem } from './problem';
import { fields, list } from './templates';
import type { Update } from './update';

/** What AWS refuses to change in place, or takes and does not do; AWS's specification knows none of it. */
export function unchangeable({ effects, kept }: Update): Problem[] {
  return effects.flatMap((effect) => [...attributes(effect), ...developerProvider(effect, kept)]);
}

/** A user pool's schema only grows (**observed**: amplify-cli#13989, terraform-provider-aws#21654). */
function attributes({ type, what, before, after }: Effect): Problem[] {
  if (type !== 'AWS::Cognito::UserPool' || what !== 'updated') return [];
  const schema = (properties: unknown) => list(fields(properties).Schema);
  const now = schema(after?.Properties).map((attribute) => JSON.stringify(attribute));
  return schema(before?.Properties)
    .filter((attribute) => !now.includes(JSON.stringify(attribute)))
    .map((attribute) => ({
      verdict: 'refused',
      sentence: `user pool, attribute ${String(fields(attribute).Name)}: “Existing schema attributes cannot be modified or deleted”`,
      wayOut: 'leave the attribute in the list as it was, and write a new one beside it',
    }));
}

/**
 * The name can't be changed once it is set (documented), and an update that leaves it out leaves it in place (**observed**:
 * terraform-provider-aws#49985).
 */
function developerProvider(effect: Effect, kept: Update['kept']): Problem[] {
  if (effect.type !== 'AWS::Cognito::IdentityPool' || effect.what !== 'updated') return [];
  const old = developerProviderOf(effect, kept);
  const { DeveloperProviderName: now } = effect.after?.Properties ?? {};
  if (old === undefined || old === now) return [];
  if (now !== undefined) {
    const sentence = `identity pool: the developer provider's name '${old}' can't be changed`;
    return [{ verdict: 'refused', sentence, wayOut: 'keep the name: players never see it' }];
  }
  // Told when it goes, not at every change after that.
  if (effect.before?.Properties?.DeveloperProviderName === undefined) return [];
  return [
    {
      verdict: 'stays',
      sentence: `identity pool: Cognito keeps the developer provider '${old}', and its tokens are taken`,
      wayOut:
        'take `cognito-identity:GetOpenIdTokenForDeveloperIdentity` away from the backend: without it nobody gets such a token',
    },
  ];
}
