import { z } from 'zod';
import type { GameConfig } from '../game-config';

export type { GameConfig };

const arn = (kind: string) => z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:/, { error: `must be the ARN of ${kind}` });
/**
 * By the rest of an output's name, which is letters and digits (**documented**: CloudFormation guide, "Outputs syntax"); some formats make
 * a variable's name of it.
 */
const named = (kind: string) => z.record(z.string().regex(/^[A-Za-z0-9]+$/), arn(kind));

const managedLogin = z.strictObject({
  domain: z
    .string()
    .regex(/^[A-Za-z0-9.-]+(:\d+)?(\/[^\s/]+)*$/)
    .describe('What stands behind https:// in the addresses of managed login, without a slash at its end.'),
  redirectSignIn: z.array(z.string()).min(1).describe('Where players may be sent with their code: one of these.'),
  redirectSignOut: z.array(z.string()).describe('Where they may be sent once they have signed out. None: nowhere.'),
  scopes: z
    .array(z.string())
    .min(1)
    .describe('What the app asks for. With email beside openid, no custom attribute is told.'),
});

const userPool = z.strictObject({
  id: z.string().regex(/^[\w-]+_[0-9a-zA-Z]+$/),
  clientId: z
    .string()
    .regex(/^[\w+]{1,128}$/)
    .describe('The app client of this app on this platform: public, without a secret.'),
  managedLogin: managedLogin
    .optional()
    .describe('The sign-in page of the pool. Absent: the app asks for passwords itself.'),
});

const roles = z.strictObject({
  authenticated: arn('a role').describe('The role of signed-in players, for the basic flow.'),
  guest: arn('a role').optional().describe('The role of guests, for the basic flow. Absent: there are no guests.'),
  named: named('a role').describe('Roles for CustomRoleArn, by the name in their output: Moderator.'),
  federated: named('a role').describe("Roles for a provider's own tokens at STS, by the name in their output: Google."),
});

/** What a game's app is configured with: the outputs of its stacks, by what they are for. None of it is a secret. */
export const gameConfigSchema = z
  .strictObject({
    aws: z
      .strictObject({
        region: z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/),
        endpoint: z
          .url({ protocol: /^https?$/ })
          .optional()
          .describe('A local cloud. Absent: AWS itself.'),
      })
      .describe('The options of every client of the AWS SDK, as they are.'),
    identityPoolId: z.string().regex(/^[\w-]+:[0-9a-f-]+$/),
    guests: z.boolean().describe('Whether who has not signed in gets credentials.'),
    bucket: z.string().min(1).describe("The bucket of the players' files."),
    table: z.string().min(1).describe("The table of the players' records."),
    userPool: userPool
      .optional()
      .describe("The game's own accounts. Absent: there are none, or this app does not use them."),
    scores: z
      .strictObject({
        url: z
          .url({ protocol: /^https$/ })
          .regex(/[^/]$/)
          .describe('Without a slash at its end; what is signed is signed for its host.'),
      })
      .optional()
      .describe('What scores are sent to. Absent: the stage takes none.'),
    roles,
    samlProviders: named('a SAML provider').describe(
      'The keys of Logins for SAML, by the name in their output: Studio.',
    ),
  })
  .describe('The configuration of a game’s app. None of it is a secret.');

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Apps copy the type without the schema, which needs a library. The compiler holds that each says what the other does. */
true satisfies Same<GameConfig, z.output<typeof gameConfigSchema>>;

/** The schema for editors and for other languages (JSON Schema, draft 2020-12). */
export function gameConfigJsonSchema(): object {
  return z.toJSONSchema(gameConfigSchema);
}
