import type { HttpRequest } from './message';

const targetPrefixes: Readonly<Record<string, string>> = {
  AWSCognitoIdentityService: 'cognito-identity',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
};

/**
 * The signing name of the service that a request is for. All services share one address here, where AWS has one each, so the
 * signature's scope decides, and for unsigned calls the protocol's own marks.
 */
export function serviceOf(request: HttpRequest): string {
  return signedService(request) ?? unsignedService(request);
}

function signedService(request: HttpRequest): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ?? request.query.get('X-Amz-Credential');
  return credential?.split('/')[3];
}

function unsignedService(request: HttpRequest): string {
  const target = request.headers['x-amz-target']?.split('.')[0] ?? '';
  if (Object.hasOwn(targetPrefixes, target)) return targetPrefixes[target] ?? 's3';
  if (request.rawPath === '/' && isQueryCall(request)) return 'sts';
  // Where an identity pool's own token says that its keys are found.
  if (request.rawPath.startsWith('/.well-known/')) return 'cognito-identity';
  if (/^\/20\d\d-\d\d-\d\d\/functions(\/|$)/.test(request.rawPath)) return 'lambda';
  return 's3';
}

/** The query protocol, whose parameters come as a form or, rarely, in the query string. */
function isQueryCall(request: HttpRequest): boolean {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm || (request.query.has('Action') && request.query.has('Version'));
}
