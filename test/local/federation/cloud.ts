import type { DeployedResource } from '../../../assembly/types';
import { keptPlayers } from '../../../local/account/kept-players';
import type { CallDecision } from '../../../local/http/call-decision';
import type { HttpRequest } from '../../../local/http/message';
import type { Service } from '../../../local/http/operation';
import { perform } from '../../../local/http/perform';
import { emptyInventory, type IamInventory } from '../../../local/iam/inventory';
import { Issuers } from '../../../local/identities/issuer-keys';
import { PoolTokens } from '../../../local/identities/pool-tokens';
import type { Account } from '../../../local/resources/account';
import { cognitoIdentity } from '../../../local/services/cognito-identity/service';
import { UserPools } from '../../../local/services/cognito-idp/user-pools';
import { sts } from '../../../local/services/sts/service';
import type { Session } from '../../../local/sessions/session';
import { SessionStore } from '../../../local/sessions/session-store';
import type { Clock } from '../../../local/shared/clock';
import { ServiceError } from '../../../local/shared/service-error';
import type { Bodies, PersistedCollection } from '../../../local/state/persisted';
import type { CompiledPolicy } from '../../../policy/compile';
import { decide } from '../../../policy/decide';
import { keyPairOnHand } from '../../once-per-worker/key-pairs';
import { deploy, type FederationAccount, federationAccount, ordered } from '../resources/federation-account';
import { BodiesOnHand } from '../state/kept/bodies-on-hand';
import { WatchingKeeper } from '../state/kept/watching-keeper';
import { account, region, stackOf } from './deployment';

/** A clock that the test moves. */
export class TestClock implements Clock {
  #now = Date.UTC(2026, 0, 2, 3, 4, 5);
  now = () => this.#now;
  pass(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** Identity pools and STS on a few resources, without HTTP and without signatures: a signed call names its session. */
export class FederationCloud {
  readonly sessions: SessionStore;
  readonly tokens: PoolTokens;
  readonly cognito: Service<object>;
  readonly sts: Service<object>;
  /** What the resources made. */
  readonly account: FederationAccount;
  readonly identities;
  readonly roles;
  /** What was reported, in order. */
  readonly refusals: CallDecision[] = [];
  /** Holds every call against what it announces. */
  readonly keeper: WatchingKeeper;
  /** What outlives the process. */
  readonly collections: readonly PersistedCollection[];

  constructor(
    resources: readonly DeployedResource[],
    clock: Clock,
    fetch: typeof globalThis.fetch,
    inventory: IamInventory = emptyInventory,
    bodies: Bodies = new BodiesOnHand(),
  ) {
    this.keeper = new WatchingKeeper(bodies);
    const issuers = new Issuers({ fetch, clock });
    this.account = federationAccount({ clock, existing: inventory, fetch, issuers, keeper: this.keeper });
    deploy([stackOf(...ordered(resources))], this.account);
    const { roles, identities, managedPolicies, oidcProviders, identityPools } = this.account;
    this.sessions = new SessionStore(clock, this.keeper);
    this.identities = identities;
    this.roles = roles;
    this.tokens = new PoolTokens(clock, region, async () => keyPairOnHand(0));
    this.collections = keptPlayers(
      { ...this.account, userPools: new UserPools({ clock, deliver: () => {} }) } as unknown as Account,
      this.sessions,
    );
    const common = { roles, sessions: this.sessions, tokens: this.tokens, clock };
    this.cognito = cognitoIdentity({ ...common, pools: identityPools, identities });
    this.sts = sts({ ...common, managedPolicies, oidcProviders, issuers, fetch });
  }

  /** Calls an operation of Cognito's identity pools; answers its output or throws its ServiceError. */
  identity<Output = { IdentityId: string }>(operation: string, input: object, session?: Session): Promise<Output> {
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
    return this.perform(this.cognito, { ...post, headers, body: Buffer.from(JSON.stringify(input)) }, session);
  }

  /** Calls an operation of STS. */
  token<Output = WebIdentityAnswer>(
    operation: string,
    parameters: Record<string, string>,
    session?: Session,
  ): Promise<Output> {
    const form = new URLSearchParams({ Action: operation, Version: '2011-06-15', ...parameters });
    return this.perform(this.sts, { ...post, body: Buffer.from(form.toString()) }, session);
  }

  /** The session behind credentials that were handed out. */
  session(accessKeyId: string): Session {
    const session = this.sessions.find(accessKeyId);
    if (session === undefined) throw new Error('no such session');
    return session;
  }

  /** What the dispatcher does behind the signature check. */
  async perform<Output>(service: Service<object>, request: HttpRequest, session?: Session): Promise<Output> {
    const operation = service.match(request);
    if (operation === undefined) throw service.unknownOperation(request);
    if (operation.signature === 'required' && session === undefined)
      throw new ServiceError('MissingAuthenticationToken', '');
    try {
      const output = await perform({
        service,
        operation,
        request,
        region,
        ...(operation.signature === 'none' || session === undefined ? {} : { session }),
        decide: (question) => permits(session, question, service.resourcePolicy?.(question.resource)),
        onDecision: (made) => made.decision.allowed || this.refusals.push(made),
      });
      return output as Output;
    } finally {
      this.keeper.check(this.collections);
    }
  }
}

/** The answer of AssumeRoleWithWebIdentity. */
export interface WebIdentityAnswer {
  readonly Credentials: { readonly AccessKeyId: string; readonly Expiration: string };
  readonly SubjectFromWebIdentityToken: string;
  readonly AssumedRoleUser: { readonly AssumedRoleId: string; readonly Arn: string };
  readonly PackedPolicySize?: number;
  readonly Provider: string;
  readonly Audience: string;
}

/** The answer of GetCredentialsForIdentity. */
export interface CredentialsAnswer {
  readonly IdentityId: string;
  readonly Credentials: { readonly AccessKeyId: string; readonly SecretKey: string; readonly Expiration: number };
}

/** Asks IAM whether a session may do something. */
export function permits(
  session: Session | undefined,
  question: { readonly action: string; readonly resource: string },
  resourcePolicy?: CompiledPolicy,
) {
  const policies = session?.policies();
  return decide(question, {
    principal: session?.principal ?? { kind: 'anonymous' },
    account,
    context: session?.context ?? new Map(),
    identityPolicies: policies?.identityPolicies ?? [],
    ...(policies?.permissionsBoundary === undefined ? {} : { permissionsBoundary: policies.permissionsBoundary }),
    ...(session?.sessionPolicies === undefined ? {} : { sessionPolicies: session.sessionPolicies }),
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
  });
}

/** The ServiceError that a call ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; message: string; status: number }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ServiceError) return { code: error.code, message: error.message, status: error.status };
    throw error;
  }
  throw new Error('the call was not refused');
}

const post: HttpRequest = {
  requestId: '00000000-0000-4000-8000-000000000000',
  method: 'POST',
  rawPath: '/',
  rawQuery: '',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  sentTo: { scheme: 'http', host: '127.0.0.1' },
  sourceIp: '127.0.0.1',
};

/** A request to start from. */
export const emptyPost = post;
