import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { callerPlace, secretQuestion } from './authorization';
import { invalidParameter, secretNotFound } from './errors';
import { secretId } from './input';
import type { Secrets } from './secrets';

const inputSchema = z.object({ SecretId: secretId });

/**
 * `DescribeSecret`: everything but the value. Only versions that carry a label are listed.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html documented
 */
export function describeSecret(secrets: Secrets): Operation<z.output<typeof inputSchema>, object> {
  return {
    name: 'DescribeSecret',
    signature: 'required',
    parse: (request) => jsonInput(request, inputSchema, invalidParameter),
    authorize: (input, call) => [secretQuestion('secretsmanager:DescribeSecret', input.SecretId, secrets, call)],
    run(input, call) {
      const secret = secrets.find(input.SecretId, callerPlace(call));
      if (secret === undefined) throw secretNotFound();
      const labelled = secret.versions.filter(({ stages }) => stages.size > 0);
      return {
        ARN: secret.arn,
        Name: secret.name,
        Description: secret.configuration.description,
        CreatedDate: secret.createdAt / 1000,
        LastChangedDate: secret.changedAt / 1000,
        // The day, not the moment (documented).
        LastAccessedDate: secret.accessedAt === undefined ? undefined : startOfDay(secret.accessedAt) / 1000,
        Tags: [...secret.configuration.tags].map(([Key, Value]) => ({ Key, Value })),
        VersionIdsToStages: Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]])),
      };
    },
  };
}

function startOfDay(milliseconds: number): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.floor(milliseconds / day) * day;
}
