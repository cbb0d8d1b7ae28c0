import type { PlayerCredentials } from '../../../lambda/smoke-test/clients';
import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import type { SmokeTestEnvironment } from '../../../lambda/smoke-test/settings';
import { awsException, type SentCommand } from './aws-exception';

/** Whose credentials a request is signed with. */
export type Session =
  | { readonly kind: 'backend' }
  | { readonly kind: 'guest' | 'signed-in'; readonly identityId: string; readonly role: string }
  | { readonly kind: 'federated'; readonly provider: string; readonly identityId: string; readonly role: string };

interface Identity {
  readonly id: string;
  readonly login?: string;
}

/** The identity pool and STS in memory. Everything secret that it makes holds the word MARKER, so that it can be searched for. */
export class FakeIdentities {
  readonly identities: Identity[] = [];
  private readonly sessions = new Map<string, Session>();
  private count = 0;
  /** The role that the pool gives; a test may swap it. */
  roleFor: (kind: 'guest' | 'signed-in') => string | undefined;
  /** Whether a trust policy lets a player of this kind take this role. */
  trusts: (role: string, kind: 'guest' | 'signed-in') => boolean;
  /** Whether a role mapping refuses players of this kind their credentials. */
  refuses: (kind: 'guest' | 'signed-in') => boolean = () => false;
  /** Whose token a provider's own one is, where STS takes it without the pool. */
  readonly ownTokens = new Map<string, { readonly provider: string; readonly subject: string }>();
  /** Whether a role takes the own tokens of a provider. */
  trustsDirectly: (role: string, provider: string) => boolean;
  /** Thrown instead of the next answers, by operation. */
  readonly failures = new Map<string, Error[]>();

  constructor(
    environment: SmokeTestEnvironment,
    private readonly facts: SmokeTestFacts,
  ) {
    this.roleFor = (kind) => (kind === 'guest' ? environment.guestRoleArn : environment.authenticatedRoleArn);
    this.trusts = (role, kind) => role === this.roleFor(kind);
    this.trustsDirectly = (role, provider) => role === environment.federatedRoleArns[provider];
  }

  sessionOf({ accessKeyId }: PlayerCredentials): Session {
    const session = this.sessions.get(accessKeyId);
    if (session === undefined) throw awsException('InvalidClientTokenId');
    return session;
  }

  cognito(command: SentCommand): unknown {
    this.failNow(command);
    const { IdentityId, Logins, CustomRoleArn } = command.input as {
      IdentityId?: string;
      Logins?: Record<string, string>;
      CustomRoleArn?: string;
    };
    const login = Logins && Object.entries(Logins).flat().join(' ');
    switch (command.constructor.name) {
      case 'GetIdCommand':
        return { IdentityId: this.identityFor(login).id };
      case 'GetOpenIdTokenForDeveloperIdentityCommand': {
        const identity = this.identityFor(`developer ${login}`);
        return { IdentityId: identity.id, Token: `MARKER-developer ${identity.id}` };
      }
      case 'GetOpenIdTokenCommand':
        if (!this.facts.basicFlow.enabled) throw awsException('InvalidParameterException');
        if (Object.keys(Logins ?? {}).some((key) => key.includes(':saml-provider/'))) {
          throw awsException('InvalidParameterException', 'Basic (classic) flow is not supported with SAML');
        }
        return { Token: `MARKER-openid ${this.verified(IdentityId, login).id}` };
      case 'GetCredentialsForIdentityCommand': {
        if (CustomRoleArn !== undefined) throw awsException('NotAuthorizedException');
        const identity = this.verified(IdentityId, login);
        if (this.refuses(this.kindOf(identity))) throw awsException('NotAuthorizedException', 'Ambiguous');
        const role = this.roleFor(this.kindOf(identity)) ?? '';
        return { Credentials: this.credentials(this.sessionFor(identity, role), 'SecretKey') };
      }
      default:
        throw new Error(`${command.constructor.name} is not played here`);
    }
  }

  sts(command: SentCommand, session: Session): unknown {
    this.failNow(command);
    if (command.constructor.name === 'GetCallerIdentityCommand') {
      if (session.kind === 'backend') throw new Error('Nobody asks who the backend is.');
      const name = session.role.split('/').at(-1);
      return { Arn: `arn:aws:sts::111122223333:assumed-role/${name}/session` };
    }
    const { RoleArn: role = '', WebIdentityToken: token = '' } = command.input as Record<string, string>;
    const own = this.ownTokens.get(token);
    if (own !== undefined) {
      if (!this.trustsDirectly(role, own.provider)) throw awsException('AccessDenied', 'Not authorized', 403);
      const { provider, subject } = own;
      const Credentials = this.credentials(
        { kind: 'federated', provider, identityId: subject, role },
        'SecretAccessKey',
      );
      return { Credentials, SubjectFromWebIdentityToken: subject };
    }
    const identity = this.identities.find(({ id }) => token.endsWith(` ${id}`));
    if (identity === undefined) throw awsException('InvalidIdentityToken');
    if (!this.trusts(role, this.kindOf(identity))) throw awsException('AccessDenied', 'Not authorized', 403);
    return { Credentials: this.credentials(this.sessionFor(identity, role), 'SecretAccessKey') };
  }

  /** Forgets an identity, as the function that deletes players does. */
  forget(identityId: string): void {
    this.identities.splice(0, Infinity, ...this.identities.filter(({ id }) => id !== identityId));
  }

  private failNow(command: SentCommand): void {
    const failure = this.failures.get(command.constructor.name)?.shift();
    if (failure !== undefined) throw failure;
  }

  private kindOf({ login }: Identity): 'guest' | 'signed-in' {
    return login === undefined ? 'guest' : 'signed-in';
  }

  private identityFor(login: string | undefined): Identity {
    if (login === undefined && !this.facts.guests.enabled) throw awsException('NotAuthorizedException');
    const known = login === undefined ? undefined : this.identities.find((identity) => identity.login === login);
    if (known !== undefined) return known;
    this.count += 1;
    const identity = { id: `eu-central-1:${String(this.count).padStart(8, '0')}-aaaa-bbbb-cccc-dddddddddddd`, login };
    this.identities.push(identity);
    return identity;
  }

  private verified(id: string | undefined, login: string | undefined): Identity {
    const identity = this.identities.find((known) => known.id === id);
    if (identity === undefined) throw awsException('ResourceNotFoundException', `Identity '${id}' not found.`);
    const developer = login === `cognito-identity.amazonaws.com MARKER-developer ${id}`;
    if (identity.login !== login && !developer) throw awsException('NotAuthorizedException', `Access to '${id}'`);
    return identity;
  }

  private sessionFor(identity: Identity, role: string): Session {
    return { kind: this.kindOf(identity), identityId: identity.id, role };
  }

  private credentials(session: Session, secretName: string) {
    this.count += 1;
    const accessKeyId = `ASIAMARKER${String(this.count).padStart(10, '0')}`;
    this.sessions.set(accessKeyId, session);
    return {
      AccessKeyId: accessKeyId,
      [secretName]: `MARKER-key-${this.count}`,
      SessionToken: `MARKER-session-${this.count}`,
    };
  }
}
