import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import { ServiceError } from '../../shared/service-error';
import { adminAddUserToGroup } from './operations/admin-add-user-to-group';
import { adminConfirmSignUp } from './operations/admin-confirm-sign-up';
import { adminCreateUser } from './operations/admin-create-user';
import { adminDeleteUser } from './operations/admin-delete-user';
import { adminDeleteUserAttributes } from './operations/admin-delete-user-attributes';
import { adminDisableUser } from './operations/admin-disable-user';
import { adminEnableUser } from './operations/admin-enable-user';
import { adminGetUser } from './operations/admin-get-user';
import { adminInitiateAuth } from './operations/admin-initiate-auth';
import { adminListGroupsForUser } from './operations/admin-list-groups-for-user';
import { adminRemoveUserFromGroup } from './operations/admin-remove-user-from-group';
import { adminRespondToAuthChallenge } from './operations/admin-respond-to-auth-challenge';
import { adminSetUserPassword } from './operations/admin-set-user-password';
import { adminUpdateUserAttributes } from './operations/admin-update-user-attributes';
import { adminUserGlobalSignOut } from './operations/admin-user-global-sign-out';
import { associateSoftwareToken } from './operations/associate-software-token';
import { changePassword } from './operations/change-password';
import { confirmForgotPassword } from './operations/confirm-forgot-password';
import { confirmSignUp } from './operations/confirm-sign-up';
import { deleteUser } from './operations/delete-user';
import { deleteUserAttributes } from './operations/delete-user-attributes';
import { describeUserPool } from './operations/describe-user-pool';
import { describeUserPoolClient } from './operations/describe-user-pool-client';
import { describeUserPoolDomain } from './operations/describe-user-pool-domain';
import {
  adminForgetDevice,
  adminGetDevice,
  adminListDevices,
  adminUpdateDeviceStatus,
  confirmDevice,
  forgetDevice,
  getDevice,
  listDevices,
  updateDeviceStatus,
} from './operations/devices';
import { forgotPassword } from './operations/forgot-password';
import { getGroup } from './operations/get-group';
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token';
import { getUser } from './operations/get-user';
import { getUserAttributeVerificationCode } from './operations/get-user-attribute-verification-code';
import { getUserPoolMfaConfig } from './operations/get-user-pool-mfa-config';
import { globalSignOut } from './operations/global-sign-out';
import {
  describeIdentityProvider,
  getIdentityProviderByIdentifier,
  listIdentityProviders,
} from './operations/identity-providers';
import { initiateAuth } from './operations/initiate-auth';
import { listGroups } from './operations/list-groups';
import { listTagsForResource } from './operations/list-tags-for-resource';
import { listUserPoolClients } from './operations/list-user-pool-clients';
import { listUserPools } from './operations/list-user-pools';
import { listUsers } from './operations/list-users';
import { listUsersInGroup } from './operations/list-users-in-group';
import { resendConfirmationCode } from './operations/resend-confirmation-code';
import { describeResourceServer, listResourceServers } from './operations/resource-servers';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge';
import { revokeToken } from './operations/revoke-token';
import { setUserMfaPreference } from './operations/set-user-mfa-preference';
import { signUp } from './operations/sign-up';
import { updateUserAttributes } from './operations/update-user-attributes';
import { verifySoftwareToken } from './operations/verify-software-token';
import { verifyUserAttribute } from './operations/verify-user-attribute';
import type { UserPools } from './user-pools';
import { wellKnown } from './well-known';

const targetPrefix = 'AWSCognitoIdentityProviderService';

/** Every operation that the local cloud has of them. */
const operations = [
  adminAddUserToGroup,
  adminConfirmSignUp,
  adminCreateUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminInitiateAuth,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  adminRespondToAuthChallenge,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  changePassword,
  confirmForgotPassword,
  confirmSignUp,
  deleteUser,
  describeUserPoolClient,
  describeUserPool,
  forgotPassword,
  getTokensFromRefreshToken,
  getUserAttributeVerificationCode,
  getUser,
  globalSignOut,
  initiateAuth,
  listUsers,
  listUserPools,
  listUserPoolClients,
  describeUserPoolDomain,
  describeIdentityProvider,
  getIdentityProviderByIdentifier,
  listIdentityProviders,
  describeResourceServer,
  listResourceServers,
  getUserPoolMfaConfig,
  listGroups,
  getGroup,
  listUsersInGroup,
  deleteUserAttributes,
  adminDeleteUserAttributes,
  adminForgetDevice,
  adminGetDevice,
  adminListDevices,
  adminUpdateDeviceStatus,
  confirmDevice,
  forgetDevice,
  getDevice,
  listDevices,
  updateDeviceStatus,
  listTagsForResource,
  resendConfirmationCode,
  respondToAuthChallenge,
  revokeToken,
  setUserMfaPreference,
  signUp,
  updateUserAttributes,
  verifySoftwareToken,
  verifyUserAttribute,
];

/** Amazon Cognito user pools (`cognito-idp`, version 2016-04-18). */
export function cognitoUserPools(pools: UserPools): Service<object> {
  const byName = new Map(
    operations.map((make): [string, AnyOperation<object>] => {
      const operation = make(pools);
      return [operation.name, operation];
    }),
  );
  return {
    signingName: 'cognito-idp',
    protocol: awsJson('1.1'),
    operations: () => servedOperations(byName.values()),
    match: (request) => {
      if (request.method === 'GET') return wellKnown(pools, request.rawPath);
      return byName.get(targetOperation(request, targetPrefix) ?? '');
    },
    operationName: (request) => targetOperation(request, 'AWSCognitoIdentityProviderService'),
    unknownOperation: () =>
      new ServiceError(
        'UnknownOperationException',
        'The local cloud does not know this operation of Cognito user pools.',
      ),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
  };
}
