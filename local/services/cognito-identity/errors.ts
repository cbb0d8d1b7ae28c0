import { TokenRefused } from '../../identities/token-refused';
import { ServiceError } from '../../shared/service-error';

// Cognito answers all of these with status 400 (observed: aws-sdk-android#444, amplify-js#2443), in these words where an
// issue is named; the words of the others are unconfirmed.

/** amplify-js#14117 */
export function poolNotFound(poolId: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `IdentityPool '${poolId}' not found.`);
}

export function identityNotFound(identityId: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Identity '${identityId}' not found.`);
}

/** An identity that is disabled, or asked for without a login although it has one: amazon-cognito-ios#13, amplify-js#6616 */
export function identityForbidden(identityId: string): ServiceError {
  return new ServiceError('NotAuthorizedException', `Access to Identity '${identityId}' is forbidden.`);
}

/** aws-sdk-js-v3#3113 */
export function guestsNotSupported(): ServiceError {
  return new ServiceError('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.');
}

/** An identity's ID with logins that are not its own: amplify-js#2443; any login at a pool without providers: amazon-cognito-identity-js#68 */
export function loginsDoNotMatch(): ServiceError {
  return new ServiceError(
    'NotAuthorizedException',
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
}

/** amplify-js#2067, amazon-cognito-identity-js#153 */
export function providerNotSupported(): ServiceError {
  return new ServiceError('NotAuthorizedException', 'Token is not from a supported provider of this identity pool.');
}

/** A developer provider's name among the logins of a public call: aws-sdk-react-native#17 */
export function notAPublicProvider(): ServiceError {
  return new ServiceError('InvalidParameterException', 'Please provide a valid public provider');
}

/** A Cognito token where only other providers' tokens go: aws-sdk-net#420, amplify-android#2476 */
export function cognitoTokenNotAccepted(): ServiceError {
  return new ServiceError('NotAuthorizedException', "Invalid login token. Can't pass in a Cognito token.");
}

/** Something else where a Cognito token goes, or another pool's: aws-sdk-android#1431 */
export function notACognitoToken(): ServiceError {
  return new ServiceError('NotAuthorizedException', 'Invalid login token. Not a Cognito token.');
}

export function loginLinkedElsewhere(): ServiceError {
  return new ServiceError('ResourceConflictException', 'The login is already linked to another account.');
}

/** @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html */
export function developerUserRegistered(): ServiceError {
  return new ServiceError(
    'DeveloperUserAlreadyRegisteredException',
    'The provided developer user identifier is already registered with Cognito under a different identity ID.',
  );
}

/** A name that no identity of the pool has at its developer provider, or not the one that is named. */
export function developerUserNotFound(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Developer user identifier not found.');
}

/** A pool without developer provider, or another name than its own: LambdAuth#32 */
export function developerProviderNotSupported(): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    'This identity pool does not support the specified developer provider.',
  );
}

/** aws-cli#7652 */
export function classicFlowOff(): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    'Basic (classic) flow is not enabled, please use enhanced flow.',
  );
}

/** Any role mapping in the pool: aws-rum-web#172, amazon-quicksight-embedding-sample#12 */
export function noClassicFlowWithRoleMappings(): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
  );
}

/** aws-sdk-ios#520 */
export function noClassicFlowWithSaml(): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    'Basic (classic) flow is not supported with SAML, please use enhanced flow.',
  );
}

/** amplify-js#3621 */
export function ambiguousRole(mappingKey: string): ServiceError {
  return new ServiceError(
    'NotAuthorizedException',
    `The ambiguous role mapping rules for: ${mappingKey} denied this request.`,
  );
}

/** That it is refused is documented (role-based access control), in which words is unconfirmed. */
export function roleNotOffered(): ServiceError {
  return new ServiceError('NotAuthorizedException', 'CustomRoleArn is not among the roles of the login token.');
}

/** No role is attached, or the role's trust policy refuses: amplify-js#741, amazon-cognito-auth-js#196 */
export function invalidPoolConfiguration(): ServiceError {
  return new ServiceError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}

/** A constraint of the API's model that the input does not keep. */
export function invalidInput(sentence: string): ServiceError {
  return new ServiceError('InvalidParameterException', `1 validation error detected: ${sentence}`);
}

/** A login token's refusal, in Cognito's words. */
export function invalidLogin(error: unknown): unknown {
  if (!(error instanceof TokenRefused)) return error;
  if (error.refusal === 'issuer-unreachable') {
    return new ServiceError('ExternalServiceException', `The identity provider did not answer: ${error.detail}`);
  }
  return new ServiceError('NotAuthorizedException', `Invalid login token. ${loginProblem(error)}`);
}

function loginProblem({ refusal, detail }: TokenRefused): string {
  switch (refusal) {
    case 'malformed':
      return 'Not a valid OpenId Connect identity token.';
    // amazon-cognito-identity-js#40
    case 'wrong-issuer':
      return "Issuer doesn't match providerName";
    // The Cognito guide names this word for a key that a cached key set lacks.
    case 'no-key':
      return 'NoKeyFound: no key of the issuer matches the token.';
    // aws-sdk-ios#2570: the time now, then the token's expiry
    case 'expired':
      return `Token expired: ${detail}`;
    case 'not-yet-valid':
      return 'Token is not valid yet.';
    // amazon-cognito-identity-js#7
    case 'missing-claim':
      return `Missing a required claim: ${detail}`;
    case 'wrong-audience':
      return 'Incorrect token audience.';
    case 'wrong-recipient':
      return 'Incorrect token recipient.';
    case 'malformed-saml':
      return `Not a valid SAML response${detail === '' ? '' : `: ${detail}`}.`;
    // Documented is a 400 and NotAuthorized; the words are unconfirmed.
    case 'signed-out':
      return 'The user has signed out, is disabled or was deleted.';
    case 'rejected':
      return `${detail}.`;
    // amazon-cognito-identity-js#91
    default:
      return "Couldn't verify signed token.";
  }
}

/** A page's token that leads nowhere (the sentence is unconfirmed). */
export function invalidToken(): ServiceError {
  return new ServiceError('InvalidParameterException', 'Invalid NextToken.');
}
