import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { corsOrigin } from './cors-origin';
import { between, matching, regionForm, words } from './fields';
import { loginFields } from './login-fields';
import { namedRoles } from './roles';
import { scores } from './scores';

/**
 * The storage classes whose files are read at once: what is put into an archive is nobody's to read before it is restored, which no player
 * may do (**documented**: S3 user guide, "Understanding and managing Amazon S3 storage classes"). `REDUCED_REDUNDANCY` costs more than
 * `STANDARD` and keeps less.
 */
const readableClasses = ['STANDARD', 'INTELLIGENT_TIERING', 'STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'] as const;

/** The shape of a stage's configuration: every field, what it means, and what is so without it. */
export const schema = z.strictObject({
  /**
   * The game's name, first part of every stack's name. Under another name all stacks are new ones, and empty, and the old ones stay with
   * everybody in them: no deployment refuses that. `npm run snapshots` and `npm run plan` say so beforehand.
   */
  game: matching(words, 'lower-case words joined by hyphens, starting with a letter').max(60),
  /** The stage's name, second part of every stack's name; the same holds for it. */
  stage: matching(words, 'lower-case words joined by hyphens, starting with a letter').max(30),
  /** Twelve digits. Without it the templates fit any account, and the CLI's credentials decide. */
  account: matching(/^\d{12}$/, 'twelve digits, in quotes').optional(),
  /**
   * Such as `eu-west-1`. Without it the templates fit any region, and the CLI's settings decide. Players, accounts and data are of one
   * region: in another one everything begins empty. It is one of AWS's commercial partition that the CDK knows; the same is asked of the
   * CLI's settings where it is left open.
   */
  region: matching(new RegExp(`^${regionForm.source}$`), 'an AWS region such as eu-west-1').optional(),
  /** Takes a region that the installed version of the CDK does not know. Without it, such a one is refused as misspelt. */
  allowUnknownRegion: z.literal(true, { error: 'must be true or be left out' }).optional(),
  ...loginFields,
  /**
   * Roles for some signed-in players, which `roleMapping` of a provider gives to them. Without any, all have the same. A name is its
   * user-pool group's too: renamed, it is another group, and nobody is in it.
   */
  roles: namedRoles.default({}),
  guests: z
    .strictObject({
      /** Whether players get credentials without signing in. Without it they do not. */
      enabled: z.boolean().default(false),
      /**
       * Whether guests keep files and records of their own. Whoever learns a guest's identity ID has that guest's
       * credentials. Without it guests only read what is public.
       */
      ownData: z.boolean().default(false),
    })
    .prefault({}),
  basicFlow: z
    .strictObject({
      /** Whether a player may take a token from the pool to STS themselves: longer sessions, no guest ceiling. Without it: no. */
      enabled: z.boolean().default(false),
      /** The longest session they may ask for, in seconds. Without it, one hour, as in the enhanced flow. */
      sessionSeconds: between(900, 43_200, 'seconds').default(3600),
    })
    .prefault({}),
  /**
   * Whether what holds people or their data outlives its stack: bucket, table, identity pool, user pool and its app clients. No default:
   * who writes a stage decides. `false` deletes all players' data with the stack. A removal is judged by what was deployed before it:
   * set this in a deployment of its own, before you remove anything. A stage whose name begins with `prod` or `live` must have `true`;
   * one that sounds like a stage with players otherwise (`release`, `eu-live`) is warned about.
   */
  retainData: z.boolean(),
  /**
   * Whether AWS refuses to delete the two stacks and the user pool. To be turned on once the first deployment is green, and not before:
   * a stack that is protected can't be cleared away when its first deployment fails, nor can its user pool (observed:
   * localstack#11947). The table is protected wherever data is retained, from the start. Without it, they can be deleted.
   */
  protect: z.boolean().default(false),
  table: z
    .strictObject({
      /** The most read request units per second: a ceiling for the bill, since guests are anonymous. Without it, 1000. */
      maxReadRequestUnits: between(1, 1_000_000, 'request units').default(1000),
      /** The most write request units per second. Without it, 500. */
      maxWriteRequestUnits: between(1, 1_000_000, 'request units').default(500),
    })
    .prefault({}),
  files: z
    .strictObject({
      /**
       * The storage classes that players may put their files in. The others cost what nobody weighed: an archive's file costs for months
       * however soon it is deleted. A put that names none is `STANDARD`, so that is always among them. Without it, `STANDARD` alone. It does
       * not bind the game's backend.
       */
      storageClasses: z
        .array(z.enum(readableClasses, { error: `must be one of ${readableClasses.join(', ')}` }))
        .refine((classes) => classes.includes('STANDARD'), {
          error: 'must hold STANDARD: a put that names no storage class is in it',
        })
        .default(['STANDARD']),
      /**
       * How many old versions of a file are kept: each put over it makes one, and each is paid for like a file. The oldest beyond that many
       * go a day after they were put over, at the earliest, and all of them after thirty days. Without it, 10.
       */
      maxOldVersions: between(1, 100, 'old versions').default(10),
    })
    .prefault({}),
  cors: z
    .strictObject({
      /**
       * Web pages that may reach the bucket, as exact origins: `https://play.my-studio.com`, and those of WebViews, `https://localhost`
       * (Capacitor on Android) and `capacitor://localhost` (on iOS). Without any, only native apps reach it.
       */
      origins: z.array(corsOrigin).default([]),
    })
    .prefault({}),
  presignedUrls: z
    .strictObject({
      /**
       * Whether the bucket takes requests that are signed in their URL or in an upload form: whoever holds such a URL has what its
       * signer has, without signing in. Without it, yes. `false` goes for everybody's, the game's backend included.
       */
      enabled: z.boolean().default(true),
      /**
       * How many seconds after its signature a URL or a form is taken at most, whatever it says itself. Counted from the time that it says
       * it was signed. Without it, fifteen minutes.
       */
      maxSeconds: between(60, 604_800, 'seconds').default(900),
    })
    .prefault({}),
  /**
   * Scores that players submit and only the game's rules write: an API, its functions, and `DELETE /me`. Without it, none of that is there, and
   * boards are whatever the game's backend writes.
   */
  scores: scores.optional(),
  smokeTest: z
    .strictObject({
      /**
       * Whether the smoke test may sign a made-up player in through the developer provider. That permission is close to
       * "be anyone" in this pool, so without it the smoke test does not have it.
       */
      developerUser: z.boolean().default(false),
      /** How long its log is kept: a number of days that CloudWatch Logs knows. Without it, 30. */
      logRetentionDays: z
        .number()
        .refine((days) => days in RetentionDays, {
          error: 'must be a retention of CloudWatch Logs: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 …',
        })
        .default(30),
    })
    .prefault({}),
});

/** One stage of one game, as a configuration file writes it: fields with a default may be left out. */
export type GameFederationInput = z.input<typeof schema>;
/** One stage of one game, complete and checked. */
export type GameFederationConfig = z.output<typeof schema>;
/** One issuer of {@link GameFederationConfig}. */
export type OidcIssuerConfig = GameFederationConfig['oidc'][number];
