import type { SrpExchange } from '../srp/exchange';
import type { Tickets } from '../tickets';

/** What a sign-in waits for. */
export type Challenge = { readonly clientId: string } & (
  | {
      readonly name: 'PASSWORD_VERIFIER';
      readonly exchange: SrpExchange;
      /** A pretended user's, for somebody who does not exist. */
      readonly sub: string;
    }
  | { readonly name: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA'; readonly sub: string }
);

/** The open challenges of one pool. Each is answered once. */
export type Challenges = Tickets<Challenge>;
