import { z } from 'zod';
import { amazon, apple, developerProvider, facebook, google, oidcIssuer, samlProvider } from './logins';
import { userPool } from './user-pool';

/** The fields of a stage that name login providers. What is known of each stands in the table of `login-providers.ts`. */
export const loginFields = {
  /** Issuers that players sign in with. Without any, they sign in through another provider or stay guests. */
  oidc: z.array(oidcIssuer).default([]),
  /** Login with Amazon. Without it there is no such way in; the same holds for every provider below. */
  amazon: amazon.optional(),
  /** Facebook Login. */
  facebook: facebook.optional(),
  /** Sign in with Apple. */
  apple: apple.optional(),
  /** Google Sign-In. Write either this or an `oidc` entry with Google's issuer. */
  google: google.optional(),
  /** The game's own accounts: a Cognito user pool. */
  userPool: userPool.optional(),
  /** SAML 2.0 identity providers. */
  saml: z.array(samlProvider).default([]),
  /** The game's own login server, which asks Cognito for a player's token. Its permission is close to "be anyone". */
  developerProvider: developerProvider.optional(),
};
