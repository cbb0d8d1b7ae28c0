import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { describeProblem } from './config-problems';
import { between, clientIds, corsOrigin, crossFieldProblems, issuerUrl, matching } from './config-rules';

/** An OpenID Connect issuer that players sign in with. */
const oidcIssuer = z.strictObject({
  /** Names the issuer in logical IDs and in the output `OidcProviderArn<Name>`; never change it once deployed. */
  name: matching(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'lower-case words joined by hyphens, such as google or my-studio',
  ).max(64),
  /** `https://` and what the ID tokens say in `iss`, letter by letter: no port, query or fragment. */
  issuer: issuerUrl,
  /** The apps whose tokens are accepted (one for iOS, one for Android, one for the web …): 1 to 100. */
  clientIds,
  /** SHA-1 thumbprints of the issuer's certificate authority. Without them IAM trusts its own library of authorities. */
  thumbprints: z
    .array(matching(/^[0-9a-fA-F]{40}$/, '40 hexadecimal digits'))
    .min(1, { error: 'must hold at least one thumbprint: leave the field out to let IAM find it' })
    .max(5, { error: 'may hold 5 thumbprints at most: remove the old ones' })
    .optional(),
  /**
   * The ARN of an IAM OIDC provider that exists already: an account holds one per issuer, in all regions. It must know
   * the client IDs above. Without it the stack creates the provider.
   */
  importedArn: matching(
    /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/.+$/,
    'the ARN of an IAM OIDC provider, arn:aws:iam::<account>:oidc-provider/<issuer without https://>',
  ).optional(),
});

const schema = z.strictObject({
  /** The game's name, first part of every stack's name. */
  game: matching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, starting with a letter').max(60),
  /** The stage's name, second part of every stack's name. */
  stage: matching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, starting with a letter').max(
    30,
  ),
  /** Twelve digits. Without it the templates fit any account, and the CLI's credentials decide. */
  account: matching(/^\d{12}$/, 'twelve digits, in quotes').optional(),
  /** Such as `eu-west-1`. Without it the templates fit any region, and the CLI's settings decide. */
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-west-1').optional(),
  /** Issuers that players sign in with. Without any, they sign in through the developer provider or stay guests. */
  oidc: z.array(oidcIssuer).default([]),
  /** The game's own login server, which asks Cognito for a player's token. Without it there is no such way in. */
  developerProvider: z
    .strictObject({
      /** Its key in `Logins`. Cognito can't change it later. */
      name: matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits, dots, hyphens or underscores'),
    })
    .optional(),
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
      /** Whether a player may take a token from the pool to STS herself: longer sessions, no guest ceiling. Without it: no. */
      enabled: z.boolean().default(false),
      /** The longest session she may ask for, in seconds. Without it, one hour, as in the enhanced flow. */
      sessionSeconds: between(900, 43_200, 'seconds').default(3600),
    })
    .prefault({}),
  /**
   * Whether bucket, table, pool and issuers outlive their stack and are protected against deletion. No default: who
   * writes a stage decides. `false` deletes all players' data with the stack.
   */
  retainData: z.boolean(),
  table: z
    .strictObject({
      /** The most read request units per second: a ceiling for the bill, since guests are anonymous. Without it, 1000. */
      maxReadRequestUnits: between(1, 1_000_000, 'request units').default(1000),
      /** The most write request units per second. Without it, 500. */
      maxWriteRequestUnits: between(1, 1_000_000, 'request units').default(500),
    })
    .prefault({}),
  cors: z
    .strictObject({
      /** Web pages that may reach the bucket, as exact origins. Without any, only native apps reach it. */
      origins: z.array(corsOrigin).default([]),
    })
    .prefault({}),
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

/** The configuration can't be used; the message has one line per problem, each naming the field and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    stage: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The configuration of stage '${stage}' can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}

/**
 * Fills the defaults in and checks everything at once.
 *
 * @throws ConfigError with every problem found.
 */
export function parseConfig(input: GameFederationInput): GameFederationConfig {
  const parsed = schema.safeParse(input, { reportInput: true });
  const problems = parsed.success ? crossFieldProblems(parsed.data) : parsed.error.issues.flatMap(describeProblem);
  if (!parsed.success || problems.length > 0) throw new ConfigError(stageOf(input), problems);
  return parsed.data;
}

function stageOf(input: unknown): string {
  const stage = typeof input === 'object' && input !== null && 'stage' in input ? input.stage : undefined;
  return typeof stage === 'string' ? stage : '(unnamed)';
}
