import { parametersOnly } from '../../http/limits';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import type { Clock } from '../../shared/clock';
import { ServiceError } from '../../shared/service-error';
import { deleteParameter, putParameter } from './operations/change-parameters';
import { getParameter, getParameters } from './operations/get-parameters';
import { describeParameters, getParametersByPath } from './operations/list-parameters';
import type { Parameters } from './parameters';

/** Systems Manager, its parameter store: where a deployment finds the version of the bootstrap stack. */
export function ssm({
  parameters,
  clock,
}: {
  readonly parameters: Parameters;
  readonly clock: Clock;
}): Service<object> {
  const operations: readonly AnyOperation<object>[] = [
    getParameter(parameters),
    getParameters(parameters),
    getParametersByPath(parameters),
    describeParameters(parameters),
    putParameter(parameters, clock),
    deleteParameter(parameters),
  ];
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    signingName: 'ssm',
    largestBody: parametersOnly,
    protocol: awsJson('1.1'),
    operations: () => servedOperations(byName.values()),
    match: (request) => byName.get(targetOperation(request, 'AmazonSSM') ?? ''),
    operationName: (request) => targetOperation(request, 'AmazonSSM'),
    unknownOperation: () => new ServiceError('UnknownOperationException', 'There is no such operation here.'),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
  };
}
