import { unreadKeys } from '../../policy/condition-keys/question-keys';
import type { AuthorizationQuestion } from '../../policy/types';
import type { AnyOperation, Service } from './operation';

/** A question as IAM is asked it: with the tags of its resource, and with what is not known of it. */
export function completeQuestion<Output>(
  { resourceTags }: Pick<Service<Output>, 'resourceTags'>,
  { unread = false }: Pick<AnyOperation<Output>, 'unread'>,
  question: AuthorizationQuestion,
): AuthorizationQuestion {
  const tags = resourceTags?.(question.resource) ?? new Map<string, string>();
  const unfilled = [
    ...(question.unfilled ?? []),
    ...(tags === 'unknown' ? ['aws:resourcetag/*'] : []),
    ...(unread ? unreadKeys(question.action) : []),
  ];
  return {
    ...question,
    ...(tags === 'unknown' || tags.size === 0 ? {} : { context: withTags(question, tags) }),
    ...(unfilled.length === 0 ? {} : { unfilled }),
  };
}

function withTags({ context }: AuthorizationQuestion, tags: ReadonlyMap<string, string>) {
  return new Map([
    ...(context ?? []),
    ...[...tags].map(([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, value] as const),
  ]);
}
