import type { SrpExchange } from '../srp/exchange';
import type { PasswordVerifier } from '../srp/password-verifier';
import type { Tickets } from '../tickets';
import type { ClientMetadata } from '../triggers/triggers';

/** What became of one challenge of a sign-in that the pool's functions make up, as they are told of it. */
export interface ChallengeResult {
  readonly challengeName: 'SRP_A' | 'PASSWORD_VERIFIER' | 'CUSTOM_CHALLENGE';
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

/** What a sign-in rests on, as it was when the user showed who they are. */
export interface Standing {
  readonly password: PasswordVerifier;
  /** How often everything that the user has was called back. */
  readonly signOuts: number;
}

/** What a sign-in waits for. */
export type Challenge = { readonly clientId: string } & (
  | {
      readonly name: 'PASSWORD_VERIFIER';
      readonly exchange: SrpExchange;
      /** A pretended user's, for somebody who does not exist. */
      readonly sub: string;
      /** What came before it in a sign-in that the pool's functions make up; absent in any other. */
      readonly results?: readonly ChallengeResult[];
    }
  | {
      readonly name: 'CUSTOM_CHALLENGE';
      /** A pretended user's, for somebody who does not exist. */
      readonly sub: string;
      readonly results: readonly ChallengeResult[];
      /** When the sign-in began. */
      readonly standing: Standing;
      /** What the pool's function keeps to itself of what it asks. */
      readonly privateParameters: Readonly<Record<string, string>>;
      readonly metadata: string | null;
    }
  | {
      readonly name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA';
      readonly sub: string;
      /** When the password was shown. */
      readonly standing: Standing;
    }
);

/** The open challenges of one pool. Each is answered once. */
export type Challenges = Tickets<Challenge>;

/** A challenge's answer. */
export interface ChallengeAnswer {
  readonly name: string;
  readonly session: string | undefined;
  readonly responses: Readonly<Record<string, string>>;
  readonly clientMetadata?: ClientMetadata;
}
