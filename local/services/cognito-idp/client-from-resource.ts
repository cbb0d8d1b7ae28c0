import type { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { readProperties } from '../../../assembly/properties';
import type { DeployedResource } from '../../../assembly/types';
import { type AttributeSchema, readableByDefault, writableByDefault } from './attributes/schema';
import { userPoolClientProperties } from './template-properties';
import type { OAuthSettings, UserPoolClient } from './user-pool-client';

const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const day = secondsOf.days;

/**
 * An app client of a template.
 *
 * @throws AssemblyError for a lifetime outside of what Cognito allows, and for an attribute that the pool does not have
 */
export function clientFromResource(resource: DeployedResource, schema: AttributeSchema): UserPoolClient {
  const properties = readProperties(resource, userPoolClientProperties);
  const at = (property: string) => `${resource.place}: Properties.${property}`;
  const units = properties.TokenValidityUnits;

  function lifetime(
    property: 'AccessTokenValidity' | 'IdTokenValidity' | 'RefreshTokenValidity',
    unit: keyof typeof secondsOf,
    otherwise: number,
    [shortest, longest]: readonly [number, number],
  ): number {
    const count = properties[property];
    // A refresh token of 0 has the default life (documented).
    const seconds = count === undefined || count === 0 ? otherwise : count * secondsOf[unit];
    if (seconds >= shortest && seconds <= longest) return seconds;
    throw new AssemblyError(at(property), `must be between ${shortest} and ${longest} seconds, got ${seconds}`);
  }

  function attributes(property: 'ReadAttributes' | 'WriteAttributes', otherwise: ReadonlySet<string>) {
    const names = properties[property];
    const unknown = names?.find((name) => !schema.has(name));
    if (unknown !== undefined) throw new AssemblyError(at(property), `names '${unknown}', which the user pool lacks`);
    return names === undefined ? otherwise : new Set(names);
  }

  return {
    id: resource.ref,
    name: properties.ClientName ?? resource.attributes.Name ?? resource.logicalId,
    userPoolId: properties.UserPoolId,
    explicitAuthFlows: new Set(properties.ExplicitAuthFlows),
    preventUserExistenceErrors: properties.PreventUserExistenceErrors === 'ENABLED',
    tokenRevocation: properties.EnableTokenRevocation,
    ...(properties.AllowedOAuthFlowsUserPoolClient === true ? { oauth: oauthSettings(properties) } : {}),
    // Five minutes to a day, an hour to ten years; an hour and thirty days where a client does not say (documented).
    lifetimes: {
      accessToken: lifetime('AccessTokenValidity', units.AccessToken ?? 'hours', 3600, [300, day]),
      idToken: lifetime('IdTokenValidity', units.IdToken ?? 'hours', 3600, [300, day]),
      refreshToken: lifetime('RefreshTokenValidity', units.RefreshToken ?? 'days', 30 * day, [3600, 3650 * day]),
    },
    challengeSeconds: properties.AuthSessionValidity * 60,
    readableAttributes: attributes('ReadAttributes', readableByDefault),
    writableAttributes: attributes('WriteAttributes', writableByDefault),
    properties,
  };
}

function oauthSettings(properties: z.output<typeof userPoolClientProperties>): OAuthSettings {
  return {
    flows: new Set(properties.AllowedOAuthFlows),
    scopes: new Set(properties.AllowedOAuthScopes),
    callbackUrls: new Set(properties.CallbackURLs),
    logoutUrls: new Set(properties.LogoutURLs),
    identityProviders: new Set(properties.SupportedIdentityProviders),
  };
}
