import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { callerPlace, secretQuestion } from './authorization';
import { invalidParameter, secretNotFound } from './errors';
import { secretId } from './input';
import { secretDescription, stagesByVersion } from './secret-description';
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
      return { ...secretDescription(secret), VersionIdsToStages: stagesByVersion(secret) };
    },
  };
}
