import { withArticle } from './policy-type';
import type { AuthorizationQuestion } from './types';
import type { Verdict } from './verdict';

/**
 * AWS's access-denied sentence. Only S3 puts the resource in quotation marks (documented in S3's guide, observed for the
 * others). AWS names one policy type, even when several refuse (documented).
 *
 * @param principalArn the caller, as `GetCallerIdentity` would answer it, or `anonymous`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedSentence(verdict: Verdict, question: AuthorizationQuestion, principalArn: string): string {
  const { action, resource } = question;
  const named = action.startsWith('s3:') ? `"${resource}"` : resource;
  if (verdict.kind === 'allow')
    return `User: ${principalArn} is authorized to perform: ${action} on resource: ${named}`;
  const reason =
    verdict.kind === 'explicit-deny'
      ? `with an explicit deny in ${withArticle(verdict.type)}`
      : `because no ${verdict.type} allows the ${action} action`;
  return `User: ${principalArn} is not authorized to perform: ${action} on resource: ${named} ${reason}`;
}
