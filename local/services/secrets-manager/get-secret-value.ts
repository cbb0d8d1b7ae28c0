import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import type { Clock } from '../../shared/clock';
import { callerPlace, secretQuestion } from './authorization';
import { invalidParameter, invalidRequest, secretNotFound, stageNotFound, versionNotFound } from './errors';
import { secretId, versionId, versionStage } from './input';
import type { Secret, SecretVersion } from './secret';
import type { Secrets } from './secrets';

const inputSchema = z.object({
  SecretId: secretId,
  VersionId: versionId.optional(),
  VersionStage: versionStage.optional(),
});
type GetSecretValueInput = z.output<typeof inputSchema>;

/**
 * `GetSecretValue`. The condition keys for version and stage are there only if the request names them, although the stage
 * read by default is `AWSCURRENT` (observed: aws-cli#5031, boto3#2957).
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html documented
 */
export function getSecretValue(secrets: Secrets, clock: Clock): Operation<GetSecretValueInput, object> {
  return {
    name: 'GetSecretValue',
    signature: 'required',
    parse: (request) => jsonInput(request, inputSchema, invalidParameter),
    authorize: (input, call) => [
      secretQuestion('secretsmanager:GetSecretValue', input.SecretId, secrets, call, {
        'secretsmanager:VersionId': input.VersionId,
        'secretsmanager:VersionStage': input.VersionStage,
      }),
    ],
    run(input, call) {
      const secret = secrets.find(input.SecretId, callerPlace(call));
      if (secret === undefined) throw secretNotFound();
      const { id, value, stages, createdAt } = wantedVersion(secret, input);
      secret.access(clock.now());
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        ...(value.kind === 'string' ? { SecretString: value.text } : { SecretBinary: value.bytes.toString('base64') }),
        VersionStages: [...stages],
        CreatedDate: createdAt / 1000,
      };
    },
  };
}

function wantedVersion(secret: Secret, input: GetSecretValueInput): SecretVersion {
  if (input.VersionId === undefined) {
    const label = input.VersionStage ?? 'AWSCURRENT';
    const version = secret.staged(label);
    if (version === undefined) throw stageNotFound(label);
    return version;
  }
  const version = secret.version(input.VersionId);
  if (version === undefined) throw versionNotFound(input.VersionId);
  if (input.VersionStage !== undefined && !version.stages.has(input.VersionStage)) {
    // That the two must agree is documented, the error for it is not (unconfirmed).
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return version;
}
