import type { Construct } from 'constructs';
import { pascalCase } from '../../config/fields';
import type { singleProviders } from '../../config/login-providers';
import type { LoginProvider } from './login-provider';
import { warnOfPlaceholders } from './placeholders';

/** One entry of the table of login providers, and what the stage says of it. */
type OpaqueLogin = ReturnType<typeof singleProviders<'opaque'>>[number];

/**
 * A provider whose access tokens Cognito and STS show to the provider to learn whose they are, and for which app they were made.
 * Neither needs anything in IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (documented)
 */
export function opaqueTokenProvider(
  scope: Construct,
  { field: name, row: { issuer: host, subject }, login }: OpaqueLogin,
): LoginProvider {
  const { appId, roleMapping, directRole } = login;
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
