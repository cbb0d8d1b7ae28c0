import { awsException, type SentCommand } from './aws-exception';

interface User {
  readonly attributes: Readonly<Record<string, string>>;
  password?: string;
}

/** A user pool's admin calls in memory. Its ID tokens hold the word MARKER, so that they can be searched for. */
export class FakeUserPool {
  readonly users = new Map<string, User>();
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
    } = input as {
      Username?: string;
      Password?: string;
      AuthParameters?: Record<string, string>;
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
        const claims = { sub: USERNAME, ...user.attributes, ...this.claims };
        const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
        return { AuthenticationResult: { IdToken: `MARKER-pool.${payload}.signature` } };
      }
      case 'AdminDeleteUserCommand':
        this.user(Username);
        this.users.delete(Username);
        return {};
      default:
        throw new Error(`${operation} is not played here`);
    }
  }

  private user(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) throw awsException('UserNotFoundException');
    return user;
  }
}
