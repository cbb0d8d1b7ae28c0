import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { queryAction, queryParameters, queryXml } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { changeSetOperations } from './change-set-operations';
import { describeStacks } from './describe-stacks';
import type { CloudFormationDependencies } from './operation-parts';
import { readingOperations } from './reading-operations';
import { stackOperations } from './stack-operations';
import { templateOperations } from './template-operations';

const version = '2010-05-15';

/** AWS's own names for the service, IPv6 and FIPS included (**documented**: "CloudFormation endpoints and quotas"). */
const endpoint = /^cloudformation(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/** Whether a host name is one of CloudFormation's endpoints. @param host in lower case, without port */
export function isCloudFormationHost(host: string): boolean {
  return endpoint.test(host);
}

/** The largest request, in bytes: a template of 51,200, each byte of which a form may write as three, and what else there is. */
const largestRequest = 512 * 1024;

/** AWS CloudFormation (`cloudformation`). */
export function cloudFormation(parts: CloudFormationDependencies): Service<object> {
  const operations = new Map(
    ([] as AnyOperation<object>[])
      .concat(describeStacks(parts), stackOperations(parts), changeSetOperations(parts))
      .concat(readingOperations(parts), templateOperations(parts))
      .map((operation) => [operation.name, operation]),
  );
  return {
    signingName: 'cloudformation',
    largestBody: largestRequest,
    protocol: queryXml(`http://cloudformation.amazonaws.com/doc/${version}/`),
    operations: () => servedOperations(operations.values()),
    match: (request) => operations.get(queryAction(request, version) ?? ''),
    operationName: (request) => queryAction(request, version),
    unknownOperation(request) {
      const action = queryParameters(request).get('Action')?.slice(0, 64) ?? '';
      return new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
    },
    accessDenied: (reason) => new ServiceError('AccessDenied', reason, 403),
    // A stack's tags are in no template: they come with its deployment.
    resourceTags: () => 'unknown',
    ownsHost: isCloudFormationHost,
  };
}
