import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { callerPlace, secretQuestion } from './authorization';
import { invalidParameter, secretNotFound } from './errors';
import { secretId } from './input';
import type { Secrets } from './secrets';

const schema = z.object({ SecretId: secretId });

/**
 * `GetResourcePolicy`: of a secret that has none, its names alone.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html documented
 */
export function getResourcePolicy(secrets: Secrets): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetResourcePolicy',
    signature: 'required',
    parse: (request) => jsonInput(request, schema, invalidParameter),
    authorize: (input, call) => [secretQuestion('secretsmanager:GetResourcePolicy', input.SecretId, secrets, call)],
    run({ SecretId }, call) {
      const secret = secrets.find(SecretId, callerPlace(call));
      if (secret === undefined) throw secretNotFound();
      return { ARN: secret.arn, Name: secret.name, ResourcePolicy: secret.resourcePolicyText };
    },
  };
}
