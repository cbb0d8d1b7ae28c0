import { parametersOnly } from '../../http/limits';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import { ServiceError } from '../../shared/service-error';
import { describeRepositories } from './describe-repositories';
import type { Repositories } from './repositories';

const targetPrefix = 'AmazonEC2ContainerRegistry_V20150921';

/** Elastic Container Registry, as far as the CDK's bootstrap stack needs it: a repository that is there, and empty. */
export function ecr({ repositories }: { readonly repositories: Repositories }): Service<object> {
  const operation: AnyOperation<object> = describeRepositories(repositories);
  return {
    signingName: 'ecr',
    largestBody: parametersOnly,
    protocol: awsJson('1.1'),
    operations: () => servedOperations([operation]),
    match: (request) => (targetOperation(request, targetPrefix) === operation.name ? operation : undefined),
    operationName: (request) => targetOperation(request, targetPrefix),
    unknownOperation: () => new ServiceError('UnknownOperationException', 'There is no such operation here.'),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
    resourcePolicy: (arn) => repositories.byArn(arn)?.policy,
  };
}
