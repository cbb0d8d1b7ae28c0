import { parametersOnly } from '../../http/limits';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import type { Clock } from '../../shared/clock';
import { ServiceError } from '../../shared/service-error';
import { describeSecret } from './describe-secret';
import { getResourcePolicy } from './get-resource-policy';
import { getSecretValue } from './get-secret-value';
import { listSecretVersionIds } from './list-secret-version-ids';
import { listSecrets } from './list-secrets';
import { putSecretValue } from './put-secret-value';
import type { Secrets } from './secrets';

/** Secrets Manager, as far as a function that keeps a secret up to date needs it, and whoever looks at an account. */
export function secretsManagerService({ secrets, clock }: { secrets: Secrets; clock: Clock }): Service<object> {
  const operations: readonly AnyOperation<object>[] = [
    getSecretValue(secrets, clock),
    putSecretValue(secrets, clock),
    describeSecret(secrets),
    listSecrets(secrets),
    listSecretVersionIds(secrets),
    getResourcePolicy(secrets),
  ];
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    signingName: 'secretsmanager',
    largestBody: parametersOnly,
    protocol: awsJson('1.1'),
    operations: () => servedOperations(byName.values()),
    match: (request) => byName.get(targetOperation(request, 'secretsmanager') ?? ''),
    operationName: (request) => targetOperation(request, 'secretsmanager'),
    unknownOperation(request) {
      const wanted = (targetOperation(request, 'secretsmanager') ?? '').slice(0, 64);
      const known = [...byName.keys()].join(', ');
      return new ServiceError('UnknownOperationException', `There is no operation '${wanted}' here, only ${known}.`);
    },
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
    resourcePolicy: (arn) => secrets.byArn(arn)?.resourcePolicy,
  };
}
