import type { Authority } from '../../policy/decide';
import type { ContextValue, Principal, RequestContext } from '../../policy/types';
import type { Session } from '../sessions/session';
import type { HttpRequest } from './message';
import { signedAtOf } from './signature-parts';
import type { SignedRequest } from './verify-signature';

const anonymous: Principal = { kind: 'anonymous' };

/** Where and when a request was judged. */
export interface RequestPlace {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The caller's policies, and the condition keys that every request carries.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerAuthority(
  request: HttpRequest,
  signed: SignedRequest | undefined,
  place: RequestPlace,
): Authority {
  const session = signed?.session;
  return {
    principal: session?.principal ?? anonymous,
    account: place.account,
    context: requestKeys(request, signed, place),
    ...policiesInForce(session),
  };
}

/** The policies of a session as they are now; none of one whose role is gone, or of nobody's. */
export function policiesInForce(
  session: Session | undefined,
): Pick<Authority, 'identityPolicies' | 'permissionsBoundary' | 'sessionPolicies'> {
  const policies = session?.policies();
  return {
    identityPolicies: policies?.identityPolicies ?? [],
    ...(policies?.permissionsBoundary === undefined ? {} : { permissionsBoundary: policies.permissionsBoundary }),
    ...(session?.sessionPolicies === undefined ? {} : { sessionPolicies: session.sessionPolicies }),
  };
}

const anything: ContextValue = { uncertain: 'anything' };

/** The key is in every request (documented); what it holds in one without the header is **unconfirmed**. */
const noUserAgent: ContextValue = { uncertain: [undefined, ''] };

function requestKeys(request: HttpRequest, signed: SignedRequest | undefined, place: RequestPlace): RequestContext {
  const keys = new Map(signed?.session.context);
  // The local cloud stands for endpoints to which every SDK speaks TLS; whether it is called by http here is no matter of the policies.
  keys.set('aws:securetransport', 'true');
  keys.set('aws:sourceip', request.sourceIp);
  keys.set('aws:currenttime', new Date(place.now).toISOString());
  keys.set('aws:epochtime', String(Math.floor(place.now / 1000)));
  keys.set('aws:requestedregion', place.region);
  keys.set('aws:resourceaccount', place.account);
  keys.set('aws:viaawsservice', 'false');
  // Whether the account is in an organization is not known.
  keys.set('aws:resourceorgid', anything);
  keys.set('aws:resourceorgpaths', anything);
  keys.set('aws:useragent', request.headers['user-agent'] ?? noUserAgent);
  if (request.headers.referer !== undefined) keys.set('aws:referer', request.headers.referer);
  if (signed === undefined) {
    // Documented: these three are in every request, the anonymous ones too; their values are in the guide's table of principals.
    keys.set('aws:principaltype', 'Anonymous');
    keys.set('aws:principalaccount', 'anonymous');
    keys.set('aws:userid', 'anonymous');
    return keys;
  }
  for (const [key, value] of principalKeys(signed.session)) keys.set(key, value);
  if (signed.parts.service === 's3') setS3Keys(keys, signed, place);
  return keys;
}

/** The keys that say who has a session, whatever is called with it. */
export function principalKeys(session: Session): RequestContext {
  const { principal } = session;
  const keys = new Map<string, ContextValue>();
  keys.set('aws:principalorgid', anything);
  keys.set('aws:principalorgpaths', anything);
  keys.set('aws:principalaccount', session.account);
  keys.set('aws:userid', session.userId);
  // Documented: in every signed request; nobody here is a service that acts under its own name.
  keys.set('aws:principalisawsservice', 'false');
  if (principal.kind === 'assumed-role') {
    keys.set('aws:principaltype', 'AssumedRole');
    keys.set('aws:principalarn', principal.roleArn);
  } else if (principal.kind === 'federated-user') {
    // Documented: the guide's table of principals, and "Federated user principals"; it has no user name.
    keys.set('aws:principaltype', 'FederatedUser');
    keys.set('aws:principalarn', principal.sessionArn);
  } else {
    keys.set('aws:principaltype', 'User');
    keys.set('aws:principalarn', session.arn);
    keys.set('aws:username', session.arn.slice(session.arn.lastIndexOf('/') + 1));
  }
  return keys;
}

const authTypes = { header: 'REST-HEADER', url: 'REST-QUERY-STRING', form: 'POST' } as const;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
function setS3Keys(keys: Map<string, ContextValue>, signed: SignedRequest, place: RequestPlace): void {
  const { carrier } = signed.parts;
  keys.set('s3:authtype', authTypes[carrier]);
  keys.set('s3:signatureversion', 'AWS4-HMAC-SHA256');
  if (carrier !== 'form') keys.set('s3:x-amz-content-sha256', signed.payload);
  // Milliseconds, of presigned URLs and of presigned forms (**documented**); that no other request has it is **unconfirmed**.
  if (carrier !== 'header') keys.set('s3:signatureage', String(Math.max(0, place.now - signedAtOf(signed.parts))));
}
