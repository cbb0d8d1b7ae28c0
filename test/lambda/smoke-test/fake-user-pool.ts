import { awsException, type SentCommand } from './aws-exception';

interface User {
  readonly attributes: Readonly<Record<string, string>>;
  password?: string;
}

/** A user pool's admin calls in memory. Its ID tokens hold the word MARKER, so that they can be searched for. */
export class FakeUserPool {
  readonly users = new Map<string, User>();
  /** Milliseconds since the epoch when tokens are made. */
  now = Date.UTC(2026, 10, 20);
  /** How many users it has ever had. */
  made = 0;
  /** Goes into every ID token. */
  claims: Readonly<Record<string, unknown>> = {};
  /** Thrown instead of an answer, by operation. */
  readonly failures = new Map<string, Error>();

  answer({ constructor: { name: operation }, input }: SentCommand): unknown {
    const failure = this.failures.get(operation);
    if (failure !== undefined) throw failure;
    const {
      Username = '',
      Password,
      AuthParameters,
      UserAttributes,
      ChallengeResponses,
    } = input as {
      Username?: string;
      Password?: string;
      AuthParameters?: Record<string, string>;
      ChallengeResponses?: Record<string, string>;
      UserAttributes?: { Name: string; Value: string }[];
    };
    switch (operation) {
      case 'AdminCreateUserCommand': {
        if (input.MessageAction !== 'SUPPRESS') throw awsException('CodeDeliveryFailureException');
        const attributes = Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
        this.users.set(Username, { attributes });
        this.made += 1;
        return {};
      }
      case 'AdminSetUserPasswordCommand':
        this.user(Username).password = Password;
        return {};
      case 'AdminInitiateAuthCommand': {
        const { USERNAME = '', PASSWORD } = AuthParameters ?? {};
        const user = this.user(USERNAME);
        if (user.password === undefined || user.password !== PASSWORD) throw awsException('NotAuthorizedException');
        return { AuthenticationResult: this.tokens(USERNAME, 'smoke-test-client') };
      }
      case 'InitiateAuthCommand': {
        const { USERNAME = '' } = AuthParameters ?? {};
        this.user(USERNAME);
        return {
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeParameters: { SALT: 'a', SECRET_BLOCK: 'YQ==', SRP_B: 'b', USER_ID_FOR_SRP: USERNAME },
        };
      }
      case 'RespondToAuthChallengeCommand':
        return {
          AuthenticationResult: this.tokens(ChallengeResponses?.USERNAME ?? '', String(input.ClientId)),
        };
      case 'AdminDeleteUserCommand':
        this.user(Username);
        this.users.delete(Username);
        return {};
      default:
        throw new Error(`${operation} is not played here`);
    }
  }

  /** `aud` names the client, and `exp` is when this pool's tokens expire. */
  private tokens(username: string, aud: string) {
    const exp = Math.floor(this.now / 1000) + 3600;
    const claims = { sub: username, iss: 'pool', aud, exp, ...this.user(username).attributes, ...this.claims };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return {
      IdToken: `MARKER-pool.${payload}.signature`,
      AccessToken: `MARKER-access.${Buffer.from(JSON.stringify({ sub: username, exp })).toString('base64url')}.signature`,
    };
  }

  private user(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) throw awsException('UserNotFoundException');
    return user;
  }
}
