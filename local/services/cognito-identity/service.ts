import { parametersOnly } from '../../http/limits';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import { ServiceError } from '../../shared/service-error';
import { deleteIdentities } from './delete-identities';
import type { CognitoIdentityDependencies } from './dependencies';
import { describeIdentity } from './describe-identity';
import { describeIdentityPool } from './describe-identity-pool';
import { getCredentialsForIdentity } from './get-credentials-for-identity';
import { getId } from './get-id';
import { getIdentityPoolRoles } from './get-identity-pool-roles';
import { getOpenIdToken } from './get-open-id-token';
import { getOpenIdTokenForDeveloperIdentity } from './get-open-id-token-for-developer-identity';
import { getPrincipalTagAttributeMap } from './get-principal-tag-attribute-map';
import { listIdentities } from './list-identities';
import { listIdentityPools } from './list-identity-pools';
import { listTagsForResource } from './list-tags-for-resource';
import { lookupDeveloperIdentity } from './lookup-developer-identity';
import { mergeDeveloperIdentities } from './merge-developer-identities';
import { unlinkDeveloperIdentity } from './unlink-developer-identity';
import { unlinkIdentity } from './unlink-identity';
import { wellKnown } from './well-known';

/** Amazon Cognito identity pools (`cognito-identity`, version 2014-06-30). */
export function cognitoIdentity(dependencies: CognitoIdentityDependencies): Service<object> {
  const documents = wellKnown(dependencies.tokens);
  const operations = new Map(
    ([] as AnyOperation<object>[])
      .concat(
        getId(dependencies),
        getCredentialsForIdentity(dependencies),
        getOpenIdToken(dependencies),
        getOpenIdTokenForDeveloperIdentity(dependencies),
        describeIdentity(dependencies),
        deleteIdentities(dependencies),
        listIdentities(dependencies),
        describeIdentityPool(dependencies),
        getIdentityPoolRoles(dependencies),
        unlinkIdentity(dependencies),
        listIdentityPools(dependencies),
        getPrincipalTagAttributeMap(dependencies),
        listTagsForResource(dependencies),
        lookupDeveloperIdentity(dependencies),
        mergeDeveloperIdentities(dependencies),
        unlinkDeveloperIdentity(dependencies),
      )
      .map((operation) => [operation.name, operation]),
  );
  return {
    signingName: 'cognito-identity',
    largestBody: parametersOnly,
    protocol: awsJson('1.1'),
    operations: () => servedOperations(operations.values()),
    match: (request) => {
      if (request.method === 'GET') return documents.get(request.rawPath);
      return operations.get(targetOperation(request, 'AWSCognitoIdentityService') ?? '');
    },
    operationName: (request) => targetOperation(request, 'AWSCognitoIdentityService'),
    unknownOperation: () =>
      new ServiceError('UnknownOperationException', 'The local cloud does not know this operation of Cognito.'),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
    resourceTags: (arn) => dependencies.pools.get(arn.slice(arn.lastIndexOf('/') + 1))?.resourceTags,
  };
}
