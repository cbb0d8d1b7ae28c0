import {
  type AttributeSchema,
  readableByDefault,
  writableByDefault,
} from '../../services/cognito-idp/attributes/schema';
import type { Dates, OAuthSettings, UserPoolClient } from '../../services/cognito-idp/user-pool-client';
import type { Resource } from '../resource-type';
import { allowedFlows } from './auth-flows';
import { poolRefused } from './pool-refused';
import { lifetimeOf, type UserPoolClientProperties } from './user-pool-client-properties';

/**
 * An app client of a template.
 *
 * @param act what a refusal says of the call
 * @throws ResourceRefused for an attribute that the pool does not have
 */
export function userPoolClientConfiguration(
  { ref, attributes, logicalId, model }: Resource<UserPoolClientProperties>,
  schema: AttributeSchema,
  act: 'creating' | 'updating',
): Omit<UserPoolClient, keyof Dates> {
  return {
    id: ref,
    name: model.ClientName ?? attributes.Name ?? logicalId,
    userPoolId: model.UserPoolId,
    // Made with the client, it outlives every update, and comes back with an account that was kept.
    ...(attributes.ClientSecret === undefined ? {} : { secret: attributes.ClientSecret }),
    explicitAuthFlows: allowedFlows(model.ExplicitAuthFlows),
    preventUserExistenceErrors: model.PreventUserExistenceErrors === 'ENABLED',
    tokenRevocation: model.EnableTokenRevocation,
    ...(model.AllowedOAuthFlowsUserPoolClient === true ? { oauth: oauthSettings(model) } : {}),
    lifetimes: {
      accessToken: lifetimeOf('AccessToken', model),
      idToken: lifetimeOf('IdToken', model),
      refreshToken: lifetimeOf('RefreshToken', model),
    },
    challengeSeconds: model.AuthSessionValidity * 60,
    readableAttributes: known('read', model.ReadAttributes, schema, act) ?? readableByDefault,
    writableAttributes: known('write', model.WriteAttributes, schema, act) ?? writableByDefault,
    properties: model,
  };
}

/** The sentences are observed: aws-cdk#20760 while creating, aws-sdk-java#1395 while updating; those on read attributes alike. */
function known(
  kind: 'read' | 'write',
  names: readonly string[] | undefined,
  schema: AttributeSchema,
  act: 'creating' | 'updating',
): ReadonlySet<string> | undefined {
  if (names?.some((name) => !schema.has(name))) {
    throw poolRefused('InvalidRequest', `Invalid ${kind} attributes specified while ${act} a client`);
  }
  return names && new Set(names);
}

function oauthSettings(model: UserPoolClientProperties): OAuthSettings {
  return {
    flows: new Set(model.AllowedOAuthFlows),
    scopes: new Set(model.AllowedOAuthScopes),
    callbackUrls: new Set(model.CallbackURLs),
    logoutUrls: new Set(model.LogoutURLs),
    identityProviders: new Set(model.SupportedIdentityProviders),
  };
}
