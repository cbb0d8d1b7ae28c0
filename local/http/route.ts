import { isAwsHost } from '../shared/hosts';
import { type HttpRequest, hostOf } from './message';
import { isAtOwnAddress, sentToHost } from './own-origin';

const targetPrefixes: Readonly<Record<string, string>> = {
  AWSCognitoIdentityService: 'cognito-identity',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
};

/** The pages of a user pool by its ID, on an address that is not their domain's: the pool, and the path below the domain. */
export const managedLoginPath = /^\/([\w-]+_[0-9A-Za-z]+)\/managed-login(\/.*)?$/;

/** An API by its ID, where its host name leads elsewhere: the API, and the path below that host. No bucket's name begins with an underscore. */
export const pathBelowApi = /^\/_execute-api\/([a-z0-9]{1,32})(\/.*)?$/s;

/** Stands for the local cloud where a service is named. AWS signs for none that is called so. */
export const localCloudItself = 'local-cloud';

/** What paths of the local cloud itself begin with: no bucket's name begins with an underscore. */
const ownPath = '/_local/';

/**
 * Whether a request is for the local cloud itself and for no service: below a path that is its own, or a browser's that goes to the
 * address. What an AWS client sends to `/` is S3's list of buckets or a call of another service; of those that are not signed, a browser
 * alone asks for HTML, without any query. At a host of AWS's nothing is the local cloud's, nor at one of a bucket.
 */
export function isForLocalCloud(request: HttpRequest): boolean {
  if (!isAtOwnAddress(request)) return false;
  return request.rawPath.startsWith(ownPath) || isNavigationToRoot(request);
}

function isNavigationToRoot({ method, rawPath, rawQuery, headers }: HttpRequest): boolean {
  if (rawPath !== '/' || rawQuery !== '' || (method !== 'GET' && method !== 'HEAD')) return false;
  const isCall = 'authorization' in headers || Object.keys(headers).some((name) => name.startsWith('x-amz-'));
  return !isCall && /(^|,)\s*text\/html\s*(;|,|$)/i.test(headers.accept ?? '');
}

/**
 * The signing name of the service that a request is for. At a host of AWS's that is one service's, it is that one, whatever it is signed
 * for. All services share one address here, where AWS has one each, so there the signature's scope decides, and for unsigned calls the
 * protocol's own marks: the target header, then the host, then the path. An API's path is its own address.
 *
 * @param hostOwner the signing name of the service that owns a host name, if one does
 */
export function serviceOf(request: HttpRequest, hostOwner: (host: string) => string | undefined): string {
  const host = hostOf(request);
  const owner = isAwsHost(host) ? hostOwner(host) : undefined;
  if (owner !== undefined) return owner;
  if (pathBelowApi.test(request.rawPath) && isAtOwnAddress(request)) return 'execute-api';
  const called = signedService(request) ?? targetService(request) ?? hostOwner(host);
  if (called !== undefined) return called;
  // Of what belongs to another host, a page reads whatever that host is asked for.
  return serviceOfPath(request, hostOwner(sentToHost(request)) === undefined && isForLocalCloud(request));
}

function signedService(request: HttpRequest): string | undefined {
  // Of two, the query's: a browser's preflight has no other, and must be answered by who is then called.
  const credential =
    request.query.get('X-Amz-Credential') ?? /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const name = credential?.split('/')[3];
  return name === localCloudItself ? undefined : name;
}

function targetService(request: HttpRequest): string | undefined {
  const target = request.headers['x-amz-target']?.split('.')[0] ?? '';
  return Object.hasOwn(targetPrefixes, target) ? targetPrefixes[target] : undefined;
}

function serviceOfPath(request: HttpRequest, isForLocalCloud: boolean): string {
  // A browser's preflight names no service. Those that are called at the root answer it all alike; a bucket has a name there.
  if (request.method === 'OPTIONS' && request.rawPath === '/') return 'sts';
  if (request.rawPath === '/' && isQueryCall(request)) return 'sts';
  if (isForLocalCloud) return localCloudItself;
  // Where an identity pool's own token says that its keys are found.
  if (request.rawPath.startsWith('/.well-known/')) return 'cognito-identity';
  // A user pool's, below its ID; no bucket's name holds an underscore.
  if (/^\/[\w-]+_[0-9A-Za-z]+\/\.well-known\//.test(request.rawPath)) return 'cognito-idp';
  // A user pool's pages and OAuth endpoints, by the address that stands for its domain.
  if (managedLoginPath.test(request.rawPath)) return 'managed-login';
  if (/^\/20\d\d-\d\d-\d\d\/functions(\/|$)/.test(request.rawPath)) return 'lambda';
  return 's3';
}

/** The query protocol, whose parameters come as a form or, rarely, in the query string. */
function isQueryCall(request: HttpRequest): boolean {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm || (request.query.has('Action') && request.query.has('Version'));
}
