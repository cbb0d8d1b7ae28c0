import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';
import { explicitAuthFlows } from './auth-flows';
import { inert } from './inert';

const strings = z.array(cfnString);
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const properties = z.strictObject({
  UserPoolId: cfnString,
  ClientName: cfnString.optional(),
  GenerateSecret: cfnBoolean.optional(),
  ExplicitAuthFlows: explicitAuthFlows,
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  EnableTokenRevocation: cfnBoolean.default(true),
  RefreshTokenRotation: z
    .strictObject({
      Feature: z.literal('DISABLED', 'refresh tokens are not rotated here'),
      RetryGracePeriodSeconds: inert,
    })
    .optional(),
  AccessTokenValidity: cfnInteger.optional(),
  IdTokenValidity: cfnInteger.optional(),
  RefreshTokenValidity: cfnInteger.optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
  AuthSessionValidity: cfnInteger.pipe(z.int().min(3).max(15)).default(3),
  ReadAttributes: strings.optional(),
  WriteAttributes: strings.optional(),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).optional(),
  AllowedOAuthFlowsUserPoolClient: cfnBoolean.optional(),
  AllowedOAuthScopes: strings.optional(),
  AnalyticsConfiguration: inert,
  CallbackURLs: strings.optional(),
  DefaultRedirectURI: inert,
  EnablePropagateAdditionalUserContextData: inert,
  LogoutURLs: strings.optional(),
  SupportedIdentityProviders: strings.optional(),
});

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const day = secondsOf.days;

/** Five minutes to a day, an hour to ten years; an hour and thirty days where a client does not say (documented). */
const lifetimes = {
  AccessToken: { unit: 'hours', otherwise: 3600, shortest: 300, longest: day },
  IdToken: { unit: 'hours', otherwise: 3600, shortest: 300, longest: day },
  RefreshToken: { unit: 'days', otherwise: 30 * day, shortest: 3600, longest: 3650 * day },
} as const;
type Token = keyof typeof lifetimes;
const tokens = Object.keys(lifetimes) as Token[];

/** How long an app client's tokens of one kind live, in seconds. A count of 0 has the default life (documented for refresh tokens). */
export function lifetimeOf(token: Token, client: z.output<typeof properties>): number {
  const count = client[`${token}Validity`];
  const { unit, otherwise } = lifetimes[token];
  return count === undefined || count === 0 ? otherwise : count * secondsOf[client.TokenValidityUnits[token] ?? unit];
}

/** The properties of `AWS::Cognito::UserPoolClient`. */
export const userPoolClientProperties = properties.superRefine((client, context) => {
  for (const token of tokens) {
    const { shortest, longest } = lifetimes[token];
    const seconds = lifetimeOf(token, client);
    if (seconds >= shortest && seconds <= longest) continue;
    const message = `must be between ${shortest} and ${longest} seconds, got ${seconds}`;
    context.addIssue({ code: 'custom', path: [`${token}Validity`], message });
  }
});

/** What {@link userPoolClientProperties} makes of them. */
export type UserPoolClientProperties = z.output<typeof userPoolClientProperties>;
