import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { pageOf } from '../../shared/page';
import { callerPlace, secretQuestion } from './authorization';
import { invalidNextToken, invalidParameter, secretNotFound } from './errors';
import { nextToken, pageSize, secretId } from './input';
import type { Secrets } from './secrets';

const schema = z.object({
  SecretId: secretId,
  MaxResults: pageSize,
  NextToken: nextToken,
  IncludeDeprecated: z.boolean().default(false),
});

/**
 * `ListSecretVersionIds`: versions without a label only where they are asked for.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html documented
 */
export function listSecretVersionIds(secrets: Secrets): Operation<z.output<typeof schema>, object> {
  return {
    name: 'ListSecretVersionIds',
    signature: 'required',
    parse: (request) => jsonInput(request, schema, invalidParameter),
    authorize: (input, call) => [secretQuestion('secretsmanager:ListSecretVersionIds', input.SecretId, secrets, call)],
    run({ SecretId, MaxResults: size, NextToken: token, IncludeDeprecated }, call) {
      const secret = secrets.find(SecretId, callerPlace(call));
      if (secret === undefined) throw secretNotFound();
      const page = pageOf(IncludeDeprecated ? secret.versions : secret.labelled, { idOf: ({ id }) => id, size, token });
      if (page === undefined) throw invalidNextToken();
      return {
        ARN: secret.arn,
        Name: secret.name,
        Versions: page.items.map(({ id, stages, createdAt }) => ({
          VersionId: id,
          VersionStages: stages.size === 0 ? undefined : [...stages],
          CreatedDate: createdAt / 1000,
          KmsKeyIds: ['DefaultEncryptionKey'],
        })),
        NextToken: page.next,
      };
    },
  };
}
