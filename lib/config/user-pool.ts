import { z } from 'zod';
import { byAppAndPlatform, checkClientIds, clientIdFields, withClientIds } from './client-ids';
import { isAppScheme, matching, regionForm } from './fields';
import { attributes, roleMapping } from './roles';
import { shown } from './shown';
import { ses } from './user-pool-mail';

/**
 * Where managed login may send a player back to: https, an app's own scheme, or a page on the developer's machine. No fragment, and no
 * space: Cognito takes letters, marks, symbols, numbers and punctuation. What a browser would run or open by itself is no app's scheme.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html (documented)
 */
const redirectUrl = z
  .string()
  .refine(
    (value) =>
      URL.canParse(value) &&
      !value.includes('#') &&
      /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(value) &&
      (/^https:/i.test(value) ||
        /^http:\/\/localhost[:/]/.test(value) ||
        isAppScheme(value.slice(0, value.indexOf(':')))),
    {
      error: (issue) =>
        `must be https://…, <app's scheme>://… or http://localhost…, without fragment or space, got '${issue.input}'`,
    },
  );

const appClient = z.strictObject({
  /** Where managed login sends the player with their authorization code: 1 to 100. */
  callbackUrls: z
    .array(redirectUrl)
    .min(1, { error: 'must hold at least one URL; without one nobody can sign in' })
    .max(100, { error: 'may hold 100 URLs at most, Cognito takes no more' }),
  /** Where it sends them once they have signed out. Without any, it shows its own page. */
  logoutUrls: z.array(redirectUrl).max(100, { error: 'may hold 100 URLs at most, Cognito takes no more' }).default([]),
});

/** The game's own accounts: a Cognito user pool, created here, or imported. */
export const userPool = z.strictObject({
  /**
   * First part of the sign-in page's address, `https://<prefix>.auth.<region>.amazoncognito.com`: unique in the region.
   *
   * A change takes two deployments, the first with `false`, which is a pool without page: CloudFormation makes the new domain before it
   * deletes the old one, and a pool has room for one (observed: aws-cdk#10062). Between the two nobody signs in by the page.
   */
  domainPrefix: z
    .union(
      [
        z.literal(false),
        matching(
          /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
          "1 to 63 lower-case letters, digits and hyphens, without 'aws', 'amazon' or 'cognito'",
        ),
      ],
      {
        error: (issue) =>
          `must be 1 to 63 lower-case letters, digits and hyphens, without 'aws', 'amazon' or 'cognito', or false, got ${shown(issue.input)}`,
      },
    )
    .optional(),
  /**
   * Custom attributes of the accounts, such as `clan`; claims and app developers call it `custom:clan`. App clients read them, and only
   * the backend writes them. The list only grows: Cognito neither changes nor removes an attribute (observed: amplify-cli#13989), so
   * that an update without it is refused.
   */
  customAttributes: z
    .array(
      matching(/^(?!custom:|dev:)[\w-]{1,20}$/, "1 to 20 letters, digits, hyphens or underscores, without 'custom:'"),
    )
    .max(50, { error: 'may hold 50 attributes at most, Cognito takes no more' })
    .refine(
      // Whether Cognito tells them apart by capitals is unconfirmed; the narrower reading.
      (names) => new Set(names.map((name) => name.toLowerCase())).size === names.length,
      { error: 'names an attribute twice; remove one' },
    )
    .default([]),
  /**
   * The app clients to create, by app and platform: public ones (PKCE, no secret). Several apps share accounts, identities
   * and data; an app that must be apart is a game of its own, with stacks of its own.
   *
   * A name is its client's identity: renamed, it is another client, with another ID, and the apps that were shipped with the old one
   * can't sign in.
   */
  apps: byAppAndPlatform(appClient).optional(),
  /** Whether players may add a time-based code to their password. Without it they may. */
  mfa: z.enum(['optional', 'off'], { error: 'must be optional or off' }).default('optional'),
  /**
   * Mails (codes for new accounts and new passwords) through the account's own SES. Without it Cognito sends them, 50 a
   * day: whoever signs up that often stops everybody's sign-ups. Synthesis warns of that where data is retained.
   */
  ses: ses.optional(),
  /** A user pool that exists already. Nothing of it is changed. Without it the stack creates one. */
  imported: z
    .strictObject({
      userPoolId: matching(
        new RegExp(`^${regionForm.source}_[0-9a-zA-Z]+$`),
        'a user pool ID such as eu-west-1_a1B2c3D4e',
      ),
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
   * Claims that become principal tags. In a pool created here the claim must be one of `customAttributes`, which no app client writes:
   * `custom:clan`.
   */
  attributes: attributes.optional(),
});

/** The game's own accounts, complete and checked. */
export type UserPoolConfig = z.output<typeof userPool>;
/** What one app client is created with. */
export type AppClientConfig = z.output<typeof appClient>;
