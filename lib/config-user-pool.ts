import { z } from 'zod';
import { byAppAndPlatform, checkClientIds, clientIdFields, withClientIds } from './config-client-ids';
import { attributes, roleMapping } from './config-roles';
import { matching } from './config-rules';

/**
 * Where managed login may send a player back to: https, an app's own scheme, or a page on the developer's machine. No fragment.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html (documented)
 */
const redirectUrl = z
  .string()
  .refine(
    (value) =>
      URL.canParse(value) &&
      !value.includes('#') &&
      (/^http:\/\/localhost[:/]/.test(value) || !value.startsWith('http:')),
    {
      error: (issue) =>
        `must be https://…, <app's scheme>://… or http://localhost…, without fragment, got '${issue.input}'`,
    },
  );

const appClient = z.strictObject({
  /** Where managed login sends the player with her authorization code: 1 to 100. */
  callbackUrls: z
    .array(redirectUrl)
    .min(1, { error: 'must hold at least one URL; without one nobody can sign in' })
    .max(100, { error: 'may hold 100 URLs at most, Cognito takes no more' }),
  /** Where it sends her once she has signed out. Without any, it shows its own page. */
  logoutUrls: z.array(redirectUrl).max(100, { error: 'may hold 100 URLs at most, Cognito takes no more' }).default([]),
});

/** The game's own accounts: a Cognito user pool, created here, or imported. */
export const userPool = z.strictObject({
  /** First part of the sign-in page's address, `https://<prefix>.auth.<region>.amazoncognito.com`: unique in the region. */
  domainPrefix: matching(
    /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "1 to 63 lower-case letters, digits and hyphens, without 'aws', 'amazon' or 'cognito'",
  ).optional(),
  /**
   * The app clients to create, by app and platform: public ones (PKCE, no secret). Several apps share accounts, identities
   * and data; an app that must be apart is a game of its own, with stacks of its own.
   */
  apps: byAppAndPlatform(appClient).optional(),
  /** Whether players may add a time-based code to their password. Without it they may. */
  mfa: z.enum(['optional', 'off'], { error: 'must be optional or off' }).default('optional'),
  /** A user pool that exists already. Nothing of it is changed. Without it the stack creates one. */
  imported: z
    .strictObject({
      userPoolId: matching(/^[a-z]{2}(-[a-z]+)+-\d_[0-9a-zA-Z]+$/, 'a user pool ID such as eu-west-1_a1B2c3D4e'),
      ...clientIdFields,
      /**
       * A client without secret that allows `ADMIN_USER_PASSWORD_AUTH`: the smoke test signs in through it as a user that it
       * makes and deletes. Without it the smoke test leaves the pool alone.
       */
      smokeTestClientId: matching(/^[\w+]{1,128}$/, 'an app client ID').optional(),
    })
    .superRefine(checkClientIds)
    .transform(withClientIds)
    .optional(),
  roleMapping: roleMapping.optional(),
  /**
   * Claims that become principal tags. In a pool created here the claim must be a `custom:` attribute; it is added, and no
   * app client can write it.
   */
  attributes: attributes.optional(),
});

/** The game's own accounts, complete and checked. */
export type UserPoolConfig = z.output<typeof userPool>;
/** What one app client is created with. */
export type AppClientConfig = z.output<typeof appClient>;
