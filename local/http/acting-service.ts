import { type Authority, type Decision, decide } from '../../policy/decide';
import type { AuthorizationQuestion, ContextValue } from '../../policy/types';
import type { Session } from '../sessions/session';
import type { Clock } from '../shared/clock';
import { policiesInForce, principalKeys } from './caller-authority';
import { completeQuestion } from './complete-question';
import type { Service } from './operation';

/** What a service's resources have of their own: policies and tags. */
type Resources = Pick<Service, 'signingName' | 'resourcePolicy' | 'resourceTags'>;

/** What IAM is asked with, where a service calls others. */
export interface ActingService {
  /** `cloudformation.amazonaws.com` */
  readonly principal: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: Clock;
  /** Those that it calls, as far as their resources have policies or tags. Asked at each question. */
  readonly services: () => readonly Resources[];
}

const unknown = () => 'unknown' as const;

/** IAM, as it answers a service that acts with somebody's session. */
export function decideForService(
  acting: ActingService,
  session: Session,
): (question: AuthorizationQuestion) => Decision {
  return (question) => {
    const service = acting.services().find(({ signingName }) => question.action.startsWith(`${signingName}:`));
    // The call itself is not made, so what else its parameters would say is not known.
    const complete = completeQuestion({ resourceTags: service?.resourceTags ?? unknown }, { unread: true }, question);
    const authority = authorityFor(acting, session, question.action);
    const resourcePolicy = service?.resourcePolicy?.(question.resource);
    return decide(complete, resourcePolicy === undefined ? authority : { ...authority, resourcePolicy });
  };
}

const anything: ContextValue = { uncertain: 'anything' };

/**
 * The session's policies, with the keys of a forward access session (**documented**: IAM guide, "Forward access sessions", and CloudFormation
 * guide, "Forward access sessions requests and permission evaluation": with a service role too, `aws:ViaAWSService` is true). From which
 * address, and by which client, the service calls is not told: unconfirmed.
 */
function authorityFor(
  { principal, account, region, partition, clock }: ActingService,
  session: Session,
  action: string,
): Authority {
  const now = clock.now();
  const context = new Map(session.context);
  for (const [key, value] of principalKeys(session)) context.set(key, value);
  context.set('aws:viaawsservice', 'true');
  context.set('aws:calledvia', [principal]);
  context.set('aws:calledviafirst', principal);
  context.set('aws:calledvialast', principal);
  // CloudFormation manages buckets whose policies refuse everything but TLS.
  context.set('aws:securetransport', 'true');
  context.set('aws:currenttime', new Date(now).toISOString());
  context.set('aws:epochtime', String(Math.floor(now / 1000)));
  context.set('aws:requestedregion', regionOf(action, region, partition));
  context.set('aws:resourceaccount', account);
  for (const key of ['aws:sourceip', 'aws:useragent', 'aws:referer', 'aws:resourceorgid', 'aws:resourceorgpaths']) {
    context.set(key, anything);
  }
  if (action.startsWith('s3:')) setS3Keys(context);
  return { principal: session.principal, account, context, ...policiesInForce(session) };
}

/**
 * A service signs its calls as it makes them, in a header: it has no URL of anybody's. Whether such a call has an age is **unconfirmed**; it is
 * none that a bucket would find too old.
 */
function setS3Keys(context: Map<string, ContextValue>): void {
  context.set('s3:authtype', 'REST-HEADER');
  context.set('s3:signatureversion', 'AWS4-HMAC-SHA256');
  context.set('s3:signatureage', { uncertain: [undefined, '0'] });
}

/** IAM is in one region alone (**documented**: `aws:RequestedRegion`); in which one of other partitions is not known here. */
function regionOf(action: string, region: string, partition: string): ContextValue {
  if (!action.startsWith('iam:') || action === 'iam:PassRole') return region;
  return partition === 'aws' ? 'us-east-1' : anything;
}
