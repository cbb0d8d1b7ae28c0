import type { Problem } from './problem';
import { fields, list } from './templates';
import { type Update, updated } from './update';
import { gone, withoutHash, words } from './wording';

/** Sign-in pages that are served no longer, or at another address. One goes with its user pool. */
export function closedPages({ effects }: Update): Problem[] {
  const deleted = effects.filter(({ type, what }) => type === 'AWS::Cognito::UserPool' && what === 'deleted');
  return effects.flatMap(({ type, what, before }): Problem[] => {
    const { Domain, UserPoolId } = before?.Properties ?? {};
    if (type !== 'AWS::Cognito::UserPoolDomain' || !before || what === 'updated') return [];
    if (deleted.some(({ id }) => fields(UserPoolId).Ref === id)) return [];
    return [{ verdict: 'closed', sentence: `nobody signs in by the page '${String(Domain)}'`, wayOut: pageComesBack }];
  });
}

const pageComesBack =
  'apps that sign players in with their own forms go on. The page comes back with its prefix; under another one apps need the new address';

/** Lists of an app client whose entries let its app do something, and who misses one. */
const clientLists = {
  CallbackURLs: "doesn't send players back to",
  LogoutURLs: "doesn't send players back after they sign out to",
  ExplicitAuthFlows: "doesn't take",
  AllowedOAuthFlows: "doesn't take the OAuth flow",
  AllowedOAuthScopes: "doesn't give the scope",
} as const;

const besideEntry = 'write a new one beside it, and take it away once no app that was shipped uses it';

/** What app clients allowed to shipped apps. */
export function closedClients(update: Update): Problem[] {
  return updated(update, 'AWS::Cognito::UserPoolClient').flatMap(({ id, before, after }) =>
    Object.entries(clientLists).flatMap(([name, misses]): Problem[] => {
      const entries = gone(list(before.Properties?.[name]), list(after.Properties?.[name])).map(String);
      const client = withoutHash(id).replace(/^UserPoolClient(?=.)/, '');
      const sentence = `app client ${client} ${misses} ${words(entries)}`;
      return entries.length === 0 ? [] : [{ verdict: 'closed', sentence, wayOut: besideEntry }];
    }),
  );
}

/** Web pages whose scripts may reach the bucket no longer. */
export function closedOrigins(update: Update): Problem[] {
  return updated(update, 'AWS::S3::Bucket').flatMap(({ before, after }): Problem[] => {
    const [old = [], now = []] = [before, after].map(({ Properties }) =>
      list(fields(Properties?.CorsConfiguration).CorsRules).flatMap((rule) => list(fields(rule).AllowedOrigins)),
    );
    const origins = gone(old, now).map(String);
    return origins.length === 0
      ? []
      : [
          {
            verdict: 'closed',
            sentence: `pages of ${words(origins)} can't reach files`,
            wayOut: 'write a new origin beside it, until the old page is gone',
          },
        ];
  });
}
