import { decodeJwt } from 'jose';
import type { Call } from '../../../../local/http/operation';
import type { Account } from '../../../../local/resources/account';
import { userPoolTypes } from '../../../../local/resources/cognito-idp/user-pool-types';
import { standUp } from '../../../../local/resources/stand-up';
import { keptUserPools } from '../../../../local/services/cognito-idp/kept/kept-user-pools';
import type { SentCode } from '../../../../local/services/cognito-idp/sent-code';
import { cognitoUserPools } from '../../../../local/services/cognito-idp/service';
import { UserPools } from '../../../../local/services/cognito-idp/user-pools';
import { ServiceError } from '../../../../local/shared/service-error';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { loadTemplate, resourceOf } from '../../../assembly/assembly-on-disk';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { emptyPost } from '../../federation/cloud';
import { WatchingKeeper } from '../../state/kept/watching-keeper';

/** A password that the strictest policy takes. */
export const goodPassword = 'Correct-Horse-7';

/** A pool in which players sign up by e-mail address, and one app client that allows every flow. */
export const gamePool: Record<string, unknown> = {
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  AutoVerifiedAttributes: ['email'],
  Schema: [
    { Name: 'clan', AttributeDataType: 'String', Mutable: true },
    { Name: 'founder', AttributeDataType: 'String', Mutable: false },
  ],
};
export const gameClient: Record<string, unknown> = {
  ExplicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  PreventUserExistenceErrors: 'ENABLED',
};

/** What the tests read of the answers. */
export interface Answer {
  readonly Session: string;
  readonly ChallengeName?: string;
  readonly ChallengeParameters: Record<string, string>;
  readonly AuthenticationResult: {
    readonly AccessToken: string;
    readonly IdToken: string;
    readonly RefreshToken: string;
    readonly ExpiresIn: number;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the rest is as different as the operations are
  readonly [member: string]: any;
}

/** What differs from {@link gamePool} and {@link gameClient}, and what stands beside them. */
export interface Changes {
  readonly pool?: Record<string, unknown>;
  readonly client?: Record<string, unknown>;
  readonly more?: Record<string, object>;
  /** The number of the key pair that it signs with; others have another pool's tokens refused. @default 0 */
  readonly firstKey?: number;
}

/** The service over one user pool, its operations called as the dispatcher calls them. */
export function userPoolOnHand({ pool = {}, client = {}, more = {}, firstKey = 0 }: Changes = {}) {
  const clock = { time: Date.UTC(2026, 10, 20, 12), now: () => clock.time };
  const stack = loadTemplate({
    Resources: {
      Players: { Type: 'AWS::Cognito::UserPool', Properties: { ...gamePool, ...pool } },
      App: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: { UserPoolId: { Ref: 'Players' }, ...gameClient, ...client },
      },
      ...more,
    },
  });
  const sent: SentCode[] = [];
  const keeper = new WatchingKeeper();
  const pools = new UserPools({
    clock,
    deliver: (code) => sent.push(code),
    makeKeyPair: keyPairsOnHand(firstKey),
    keeper,
  });
  const collections = keptUserPools(pools);
  // What these types change of an account.
  const account = { ...stack, clock, userPools: pools } as unknown as Account;
  standUp([stack], userPoolTypes, account);
  const service = cognitoUserPools(pools);
  const UserPoolId = resourceOf(stack, 'Players').ref;
  const ClientId = resourceOf(stack, 'App').ref;

  function prepare(name: string, body: unknown) {
    const request = {
      ...emptyPost,
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` },
      body: Buffer.from(JSON.stringify(body)),
    };
    const operation = service.match(request);
    if (operation?.run === undefined) throw service.unknownOperation(request);
    const call = { request, region: 'us-east-1' } as unknown as Call;
    return { operation, call, input: operation.parse(request) };
  }

  async function call(name: string, body: unknown): Promise<Answer> {
    const { operation, call: context, input } = prepare(name, body);
    try {
      return (await operation.run?.(input, context)) as Answer;
    } finally {
      keeper.check(collections);
    }
  }

  /** The exception's name and sentence. */
  async function refusal(name: string, body: unknown): Promise<string> {
    try {
      await call(name, body);
    } catch (error) {
      if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'no refusal';
  }

  const lastCode = () => sent.at(-1)?.code ?? '';
  const passwordSignIn = (USERNAME: string, PASSWORD = goodPassword) => ({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });

  return {
    clock,
    stack,
    account,
    pools,
    /** Holds every call against what it announces. */
    keeper,
    /** What outlives the process. */
    collections,
    service,
    sent,
    UserPoolId,
    ClientId,
    call,
    refusal,
    lastCode,
    passwordSignIn,
    /** What IAM would be asked. */
    questions(name: string, body: unknown): readonly AuthorizationQuestion[] {
      const { operation, call: context, input } = prepare(name, body);
      return operation.authorize(input, context) as readonly AuthorizationQuestion[];
    },
    /** Signs a player up and confirms them. */
    async player(Username: string): Promise<void> {
      await call('SignUp', { ClientId, Username, Password: goodPassword });
      await call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: lastCode() });
    },
    /** A player's tokens, by their password. */
    async tokens(Username: string): Promise<Answer['AuthenticationResult']> {
      return (await call('InitiateAuth', passwordSignIn(Username))).AuthenticationResult;
    },
  };
}

/** A token's claims, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return decodeJwt(token);
}
