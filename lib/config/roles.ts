import { z } from 'zod';
import { matching, shortName } from './fields';

/** What a named role may have beyond what every player has. */
const extraGrants = z.enum(['moderateFiles', 'moderateBoards'], {
  error: 'must be moderateFiles (delete protected files of any player) or moderateBoards (delete rows of any board)',
});

/** A role for some signed-in players: it has all that a player has, and the grants listed. */
export const namedRole = z.strictObject({
  /** What it adds: `moderateFiles` deletes from `protected/`, `moderateBoards` deletes rows from boards. */
  grants: z
    .array(extraGrants)
    .min(1, { error: 'must hold at least one grant; without one it is the role of any player' }),
});

/** The roles of a stage by name, in the order of their precedence as user-pool groups. */
export const namedRoles = z.record(shortName, namedRole);

/**
 * One rule: the first whose claim matches decides.
 *
 * Lengths: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MappingRule.html (documented)
 */
const rule = z.strictObject({
  /** The claim of the provider's token, such as `cognito:groups`; for SAML the attribute's name. */
  claim: matching(/^\S{1,64}$/, '1 to 64 characters without spaces'),
  /** How the claim is compared. `notEqual` is skipped where the claim is absent (documented). */
  match: z.enum(['equals', 'contains', 'startsWith', 'notEqual'], {
    error: 'must be equals, contains, startsWith or notEqual',
  }),
  value: matching(/^.{1,128}$/u, '1 to 128 characters'),
  /** A name from `roles`, or `authenticated` for the role that every signed-in player has otherwise. */
  role: z.string(),
});

/**
 * Which role the players of one provider get in the enhanced flow. Give either `rules` or `fromToken`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html (documented)
 */
export const roleMapping = z.strictObject({
  /** Tried from the first to the last: 1 to 25. */
  rules: z
    .array(rule)
    .min(1, { error: 'must hold at least one rule; without one nobody gets a mapped role' })
    .max(25, { error: "may hold 25 rules at most, Cognito's quota per mapping; join some, or map from the token" })
    .optional(),
  /** The token names the roles itself: `cognito:roles` and `cognito:preferred_role` of a user pool's groups. */
  fromToken: z.literal(true, { error: 'must be true, or be left out in favour of rules' }).optional(),
  /**
   * Who matches no rule, or whose token names no role or several: `deny` gives no credentials, `authenticated` gives
   * the role of every signed-in player. Without it, `deny`: ordinary players then need a rule of their own.
   */
  ambiguous: z.enum(['deny', 'authenticated'], { error: 'must be deny or authenticated' }).default('deny'),
});

/** Claims that become principal tags: what roles may then ask for. */
export const attributes = z.strictObject({
  /**
   * The claim that names the player's clan, for `clans/<clan>/` and `CLAN#<clan>`. Whoever can set it enters any clan, so it
   * must be one that the identity provider alone sets.
   */
  clan: matching(/^\S{1,256}$/, 'the name of a claim, 1 to 256 characters without spaces'),
});

/** A role that takes the provider's own token from STS, without the identity pool between. */
export const directRole = z.strictObject({
  /** The longest session that an app may ask for, in seconds: 900 to 43,200. Without it, one hour. */
  sessionSeconds: z
    .number()
    .refine((seconds) => Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200, {
      error: (issue) => `must be a whole number from 900 to 43200 seconds, got ${issue.input}`,
    })
    .default(3600),
});

/** Which role the players of one provider get. */
export type RoleMappingConfig = z.output<typeof roleMapping>;
/** One rule of {@link RoleMappingConfig}. */
export type RoleRuleConfig = z.output<typeof rule>;
/** Which claims of one provider become principal tags. */
export type AttributesConfig = z.output<typeof attributes>;
/** A role that takes the provider's own token. */
export type DirectRoleConfig = z.output<typeof directRole>;
/** A role for some signed-in players. */
export type NamedRoleConfig = z.output<typeof namedRole>;
