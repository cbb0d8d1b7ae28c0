import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import type { Clock } from '../../shared/clock';
import { callerPlace, secretQuestion } from './authorization';
import { invalidParameter, invalidRequest, secretNotFound, versionExists } from './errors';
import { secretId, versionId, versionStage } from './input';
import type { Secret } from './secret';
import { type SecretValue, type SecretVersion, sameValue } from './secret';
import type { Secrets } from './secrets';

const maxBytes = 65_536;

const inputSchema = z.object({
  SecretId: secretId,
  ClientRequestToken: versionId.optional(),
  SecretString: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text, 'utf8') <= maxBytes, `must be at most ${maxBytes} bytes`)
    .optional(),
  SecretBinary: z
    .base64()
    .min(1)
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.length <= maxBytes, `must be at most ${maxBytes} bytes`)
    .optional(),
  VersionStages: z.array(versionStage).min(1).max(20).optional(),
});
type PutSecretValueInput = z.output<typeof inputSchema>;

/**
 * `PutSecretValue`. The client request token becomes the version's ID. A token that a version has already: with the same
 * value nothing happens and the call succeeds, with another value it fails, since a version never changes. So of two writers
 * that derive their token from the same version, exactly one succeeds.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html documented
 */
export function putSecretValue(secrets: Secrets, clock: Clock): Operation<PutSecretValueInput, object> {
  return {
    name: 'PutSecretValue',
    signature: 'required',
    parse: (request) => jsonInput(request, inputSchema, invalidParameter),
    authorize: (input, call) => [secretQuestion('secretsmanager:PutSecretValue', input.SecretId, secrets, call)],
    run(input, call) {
      const value = secretValue(input);
      const token = input.ClientRequestToken;
      // SDKs make one up; whoever builds the request by hand must give one (observed: aws-sdk-js-v3#4640).
      if (token === undefined) {
        throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
      }
      const secret = secrets.find(input.SecretId, callerPlace(call));
      if (secret === undefined) throw secretNotFound();
      const existing = secret.version(token);
      if (existing === undefined) {
        return answer(secret, secret.addVersion(token, value, input.VersionStages ?? ['AWSCURRENT'], clock.now()));
      }
      if (!sameValue(existing.value, value)) throw versionExists(token, secret.arn);
      return answer(secret, existing);
    },
  };
}

/** That exactly one of the two must be given is documented, the error for it is observed only (moto). */
function secretValue({ SecretString, SecretBinary }: PutSecretValueInput): SecretValue {
  if (SecretString !== undefined && SecretBinary === undefined) return { kind: 'string', text: SecretString };
  if (SecretBinary !== undefined && SecretString === undefined) return { kind: 'binary', bytes: SecretBinary };
  throw invalidRequest('You must provide either SecretString or SecretBinary, and not both.');
}

function answer(secret: Secret, version: SecretVersion): object {
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
}
