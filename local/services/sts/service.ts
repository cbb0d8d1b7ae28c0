import type { CompiledPolicy } from '../../../policy/compile';
import { parametersOnly } from '../../http/limits';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { queryAction, queryParameters, queryXml } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { assumeRole } from './assume-role';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity';
import { decodeAuthorizationMessage } from './decode-authorization-message';
import type { StsDependencies } from './dependencies';
import { getAccessKeyInfo } from './get-access-key-info';
import { getCallerIdentity } from './get-caller-identity';
import { getFederationToken } from './get-federation-token';
import { getSessionToken } from './get-session-token';

const version = '2011-06-15';

const trustsNobody: CompiledPolicy = {
  source: 'a role that does not exist',
  document: {},
  kind: 'trust',
  statements: [],
  naming: () => ({ denies: [], allows: [] }),
};

/** Everything of IAM: a federated user is STS's own, and nothing trusts for them. */
const hasTrust = (arn: string) => arn !== '*' && !/^arn:[\w-]+:sts:/.test(arn);

/** AWS Security Token Service (`sts`). */
export function sts(dependencies: StsDependencies): Service<object> {
  const operations = new Map(
    ([] as AnyOperation<object>[])
      .concat(
        assumeRoleWithWebIdentity(dependencies),
        getCallerIdentity(),
        getAccessKeyInfo(dependencies),
        decodeAuthorizationMessage(),
        assumeRole(dependencies),
        getSessionToken(dependencies),
        getFederationToken(dependencies),
      )
      .map((operation) => [operation.name, operation]),
  );
  return {
    signingName: 'sts',
    largestBody: parametersOnly,
    protocol: queryXml(`https://sts.amazonaws.com/doc/${version}/`),
    operations: () => servedOperations(operations.values()),
    match: (request) => operations.get(queryAction(request, version) ?? ''),
    operationName: (request) => queryAction(request, version),
    unknownOperation: (request) => {
      const action = queryParameters(request).get('Action')?.slice(0, 64) ?? '';
      return new ServiceError('InvalidAction', `Could not find operation ${action} for version ${version}`);
    },
    // A role's trust policy has its say like any resource policy; a role that is not there trusts nobody.
    resourcePolicy: (arn) => (hasTrust(arn) ? (dependencies.roles.find(arn)?.trustPolicy ?? trustsNobody) : undefined),
    resourceTags: (arn) => (hasTrust(arn) ? (dependencies.roles.find(arn)?.tags ?? 'unknown') : undefined),
    accessDenied: (reason) => new ServiceError('AccessDenied', reason, 403),
  };
}
