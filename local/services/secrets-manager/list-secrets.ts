import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { pageOf } from '../../shared/page';
import { callerPlace } from './authorization';
import { invalidNextToken, invalidParameter } from './errors';
import { nextToken, pageSize } from './input';
import type { Secret } from './secret';
import { secretDescription, stagesByVersion } from './secret-description';
import { passes } from './secret-filters';
import type { Secrets } from './secrets';

const schema = z.object({
  // No secret here is planned to be deleted: CloudFormation deletes at once.
  IncludePlannedDeletion: z.boolean().default(false),
  MaxResults: pageSize,
  NextToken: nextToken,
  Filters: z
    .array(
      z.object({
        Key: z.enum(['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all']),
        Values: z
          .array(
            z
              .string()
              .max(512)
              .regex(/^!?[a-zA-Z0-9 :_@/+=.!-]*$/),
          )
          .min(1)
          .max(10),
      }),
    )
    .max(10)
    .default([]),
  // Which order is the one without a word is **unconfirmed**.
  SortOrder: z.enum(['asc', 'desc']).default('asc'),
  // Documented.
  SortBy: z.enum(['created-date', 'last-accessed-date', 'last-changed-date', 'name']).default('created-date'),
});
type Input = z.output<typeof schema>;

const sortKeys: Readonly<Record<Input['SortBy'], (secret: Secret) => string | number>> = {
  'created-date': ({ past: { createdAt } }) => createdAt,
  'last-accessed-date': ({ past: { accessedAt = 0 } }) => accessedAt,
  'last-changed-date': ({ past: { changedAt } }) => changedAt,
  name: ({ name }) => name,
};

/**
 * `ListSecrets`: everything of them but their values. It is on no resource that IAM knows (documented: Service Authorization Reference), so
 * whoever may call it sees all secrets.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html documented
 */
export function listSecrets(secrets: Secrets): Operation<Input, object> {
  return {
    name: 'ListSecrets',
    signature: 'required',
    parse: (request) => jsonInput(request, schema, invalidParameter),
    authorize: () => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
    run({ Filters, SortBy, SortOrder, MaxResults: size, NextToken: token }, call) {
      const here = secrets.all().filter(({ arn }) => secrets.find(arn, callerPlace(call)) !== undefined);
      const found = here.filter((secret) => Filters.every((filter) => passes(secret, filter)));
      const page = pageOf(sorted(found, SortBy, SortOrder), { idOf: ({ arn }) => arn, size, token });
      if (page === undefined) throw invalidNextToken();
      return {
        SecretList: page.items.map((secret) => ({
          ...secretDescription(secret),
          SecretVersionsToStages: stagesByVersion(secret),
        })),
        NextToken: page.next,
      };
    },
  };
}

function sorted(secrets: readonly Secret[], by: Input['SortBy'], order: Input['SortOrder']): readonly Secret[] {
  const keyOf = sortKeys[by];
  const ascending = [...secrets].sort((one, other) => {
    const [first, second] = [keyOf(one), keyOf(other)];
    if (first === second) return 0;
    return first < second ? -1 : 1;
  });
  return order === 'asc' ? ascending : ascending.reverse();
}
