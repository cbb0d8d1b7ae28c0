import type { Construct } from 'constructs';
import { pascalCase } from '../../config/fields';
import { hostOf, knownToSts, type OpenIdLogin } from '../../config/openid-logins';
import type { LoginProvider } from './login-provider';
import { warnOfPlaceholders } from './placeholders';

/**
 * Players of an issuer that Cognito knows by itself (Google, Apple), with one client ID: an entry in the pool's table of login
 * providers, and nothing in IAM. Several client IDs take an {@link OidcProvider}.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/google.html (documented)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/apple.html (documented)
 */
export function wellKnownIssuer(scope: Construct, login: OpenIdLogin): LoginProvider {
  const { name, issuer, clientIds, roleMapping, directRole } = login;
  const host = hostOf(issuer);
  warnOfPlaceholders(scope, clientIds, issuer);
  return {
    name,
    membership: { supportedLoginProviders: { [host]: clientIds[0] } },
    loginsKey: host,
    roleMappingKeys: [{ name: pascalCase(name), identityProvider: host }],
    roleMapping,
    ...(knownToSts(host) && {
      directTrust: { principal: host, audienceKey: `${host}:aud`, audiences: clientIds, subjectKey: `${host}:sub` },
    }),
    directRole,
    outputs: [],
    facts: { issuers: [{ name, issuer, loginsKey: host, clientIds }] },
  };
}
