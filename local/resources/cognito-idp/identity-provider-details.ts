import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { ProviderType } from '../../services/cognito-idp/pool-identity-provider';

/** What a kind of provider is told with. */
interface Details {
  /** Of each of these lists at least one must be there. */
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly string[];
}

const app = [['client_id'], ['client_secret'], ['authorize_scopes']];
/** What AWS answers beside what it was given, which templates hand back to it. */
const answered = [
  ...['attributes_url', 'attributes_url_add_attributes', 'authorize_url', 'oidc_issuer', 'token_request_method'],
  'token_url',
];

/**
 * The details of each kind (**documented**: `ProviderDetails`, as it is written and as it is answered). What is required is **observed** of
 * apps' IDs, secrets and scopes (amplify-js#8941), **documented** for the rest. That other names are refused is **unconfirmed**.
 */
const ofType: Readonly<Record<ProviderType, Details>> = {
  Facebook: { required: app, optional: [...answered, 'api_version'] },
  Google: { required: app, optional: answered },
  LoginWithAmazon: { required: app, optional: answered },
  SignInWithApple: {
    required: [['client_id'], ['team_id'], ['key_id'], ['private_key'], ['authorize_scopes']],
    optional: answered,
  },
  OIDC: {
    required: [['client_id'], ['attributes_request_method'], ['oidc_issuer'], ['authorize_scopes']],
    optional: [...answered, 'client_secret', 'jwks_uri'],
  },
  SAML: {
    required: [['MetadataURL', 'MetadataFile']],
    optional: [
      ...['ActiveEncryptionCertificate', 'EncryptedResponses', 'IDPInit', 'IDPSignout', 'RequestSigningAlgorithm'],
      ...['SLORedirectBindingURI', 'SSORedirectBindingURI'],
    ],
  },
};

/** The property `ProviderDetails`; CloudFormation writes numbers and truth values as texts. */
export const providerDetails = z.record(z.string(), cfnString);

/** What is wrong with the details of a kind of provider: the property's own name, and what is said of it. */
export function wrongDetails(
  type: ProviderType,
  details: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly message: string }[] {
  const { required, optional } = ofType[type];
  const known = new Set([...required.flat(), ...optional]);
  const isGiven = (name: string) => Object.hasOwn(details, name) && details[name] !== '';
  return [
    ...Object.keys(details)
      .filter((name) => !known.has(name))
      .map((name) => ({ name, message: `is no detail of a provider of type ${type}` })),
    ...required
      .filter((names) => !names.some(isGiven))
      .map((names) => ({ name: names[0] ?? '', message: `is missing for a provider of type ${type}` })),
  ];
}
