import type { Construct } from 'constructs';
import { pascalCase } from '../../config/fields';
import type { GameFederationConfig } from '../../config/schema';
import type { LoginProvider } from './login-provider';
import { warnOfPlaceholders } from './placeholders';

/** The configuration of a provider whose access tokens only the provider itself can read. */
type OpaqueTokenConfig = NonNullable<GameFederationConfig['amazon'] | GameFederationConfig['facebook']>;

interface OpaqueTokenNames {
  readonly name: string;
  /** Its key in `Logins`, and the first part of its condition keys. */
  readonly host: string;
  /** The last part of the condition key that holds the player. */
  readonly subject: string;
}

/** Players of Login with Amazon. @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon.html (documented) */
export function amazonProvider(scope: Construct, config: OpaqueTokenConfig): LoginProvider {
  return opaqueTokenProvider(scope, config, { name: 'amazon', host: 'www.amazon.com', subject: 'user_id' });
}

/** Players of Facebook Login. @see https://docs.aws.amazon.com/cognito/latest/developerguide/facebook.html (documented) */
export function facebookProvider(scope: Construct, config: OpaqueTokenConfig): LoginProvider {
  return opaqueTokenProvider(scope, config, { name: 'facebook', host: 'graph.facebook.com', subject: 'id' });
}

/**
 * A provider whose access tokens Cognito and STS show to the provider to learn whose they are, and for which app they were made.
 * Neither needs anything in IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (documented)
 */
function opaqueTokenProvider(
  scope: Construct,
  { appId, roleMapping, directRole }: OpaqueTokenConfig,
  { name, host, subject }: OpaqueTokenNames,
): LoginProvider {
  warnOfPlaceholders(scope, [appId], host);
  return {
    name,
    membership: { supportedLoginProviders: { [host]: appId } },
    loginsKey: host,
    roleMappingKeys: [{ name: pascalCase(name), identityProvider: host }],
    roleMapping,
    directTrust: {
      principal: host,
      audienceKey: `${host}:app_id`,
      audiences: [appId],
      subjectKey: `${host}:${subject}`,
    },
    directRole,
    outputs: [],
    facts: { opaqueProviders: [{ name, loginsKey: host, appId }] },
  };
}
