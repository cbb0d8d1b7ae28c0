import { z } from 'zod';
import { checkClientIds, clientIdFields, refuseUnusualId, refuseUnusualIds, withClientIds } from './client-ids';
import { issuerUrl, matching, words } from './fields';
import { attributes, directRole, roleMapping } from './roles';

/** What every provider whose tokens carry claims may have. */
const access = { roleMapping: roleMapping.optional() };
/** An ID of an unusual form is taken as it is. Without it, the form is checked: a wrong ID refuses every token. */
const allowUnusualId = z.literal(true, { error: 'must be true or be left out' }).optional();

/** An IAM OIDC provider that another stack created. */
const importedArn = matching(
  /^arn:aws:iam::\d{12}:oidc-provider\/.+$/,
  'the ARN of an IAM OIDC provider, arn:aws:iam::<account>:oidc-provider/<issuer without https://>',
).optional();

/**
 * The IAM provider that is created here is imported by other stages: it stays when it leaves this stage's stack. To import it here too,
 * deploy once with this set, then once more with `importedArn` in its place: in one step it would be deleted.
 */
const shared = z.literal(true, { error: 'must be true or be left out' }).optional();

/** Where one client ID is not enough, the provider is an IAM OIDC provider: these say whose. */
const iamProviderFields = {
  /** The ARN of an IAM OIDC provider of this issuer that exists already in the account. It must know the client IDs. */
  importedArn,
  shared,
};

/** The form of a provider's IDs, and the same in words. */
interface IdForm {
  readonly form: RegExp;
  readonly inWords: string;
}

/** A provider whose access tokens are opaque: Cognito and STS ask it about them. */
function opaqueProvider(idForm: IdForm) {
  return z
    .strictObject({
      /** The app's ID at the provider, in quotes. */
      appId: matching(/^\S{1,255}$/, '1 to 255 characters without spaces'),
      allowUnusualId,
      ...access,
      /** A role for the provider's own tokens, without the pool. Without it there is none. */
      directRole: directRole.optional(),
    })
    .superRefine(({ appId, allowUnusualId: insists }, context) =>
      refuseUnusualId(idForm)(appId, 'appId', insists, context),
    );
}

/**
 * An OpenID Connect provider whose issuer is one for everybody. Where Cognito knows it, one client ID is the pool's own; several, or what
 * else takes an IAM provider, make one.
 */
function openIdProvider(idForm: IdForm) {
  return z
    .strictObject({
      ...clientIdFields,
      allowUnusualId,
      ...iamProviderFields,
      ...access,
      /** A role for the provider's own tokens, without the pool. Without it there is none. */
      directRole: directRole.optional(),
    })
    .superRefine((input, context) => {
      checkClientIds(input, context);
      refuseUnusualIds(idForm)(input, context);
    })
    .transform(withClientIds);
}

/** Login with Amazon. */
export const amazon = opaqueProvider({
  form: /^amzn1\.application-oa2-client\.[0-9a-f]+$/,
  inWords: 'a client ID of Login with Amazon, amzn1.application-oa2-client.<hexadecimal digits>',
});

/** Facebook Login. */
export const facebook = opaqueProvider({ form: /^\d+$/, inWords: 'an app ID of Facebook, digits' });

/** Sign in with Apple: services IDs (web) and bundle IDs (apps). A role for Apple's own tokens makes an IAM OIDC provider too. */
export const apple = openIdProvider({
  form: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
  inWords: 'a services ID or bundle ID of Apple in reverse-domain form, com.my-studio.my-game',
});

/** Google Sign-In: OAuth client IDs, one for each platform. */
export const google = openIdProvider({
  form: /^[A-Za-z0-9_-]+\.apps\.googleusercontent\.com$/,
  inWords: 'an OAuth client ID of Google, <number and letters>.apps.googleusercontent.com',
});

/** An OpenID Connect issuer that players sign in with. */
export const oidcIssuer = z
  .strictObject({
    /**
     * Names the issuer in outputs, `OidcProviderArn<Name>`, and in reports. With a `directRole` it names the role and the zone of these
     * players too, `federated/<name>/` and `FEDERATED#<name>#`: then name and issuer are a pair for good. Under another name they lose
     * what is theirs; under this name another issuer's players, who have the same subjects, would find it.
     */
    name: matching(words, 'lower-case words joined by hyphens, such as google or my-studio').max(64),
    /**
     * `https://` and what the ID tokens say in `iss`, letter by letter: no port, query or fragment. Another issuer is another provider:
     * its players get other identities, even those who are the same people. With a `directRole` it is permanent: what is stored below the
     * entry's `name` would open to whoever has the same subject at the other issuer. Write that one as another entry, by a new name.
     */
    issuer: issuerUrl,
    ...clientIdFields,
    /** SHA-1 thumbprints of the issuer's certificate authority. Without them IAM trusts its own library of authorities. */
    thumbprints: z
      .array(matching(/^[0-9a-fA-F]{40}$/, '40 hexadecimal digits'))
      .min(1, { error: 'must hold at least one thumbprint: leave the field out to let IAM find it' })
      .max(5, { error: 'may hold 5 thumbprints at most: remove the old ones' })
      .optional(),
    ...iamProviderFields,
    ...access,
    /** Claims that become principal tags. Without it nobody of this issuer is in a clan. */
    attributes: attributes.optional(),
    /** A role for the issuer's own tokens, without the pool. Without it there is none. */
    directRole: directRole.optional(),
  })
  .superRefine(checkClientIds)
  .transform(withClientIds);

/** A SAML 2.0 identity provider. */
export const samlProvider = z.strictObject({
  /** Names it in the output `SamlProviderArn<Name>` and in reports, and in IAM where `providerName` does not. */
  name: matching(words, 'lower-case words joined by hyphens, such as my-studio').max(64),
  /**
   * What IAM calls the provider, for ever: it ends the ARN, which is the provider's key in players' `Logins`, and another key gives
   * every player another identity. Without it, `<game>-<stage>-<name>`; to rename the entry, write that name here.
   */
  providerName: matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits, dots, hyphens or underscores').optional(),
  /** The file of its metadata, relative to the project's root. Read at synthesis. Give either this or `importedArn`. */
  metadataFile: z.string().min(1, { error: 'must be the path of a file' }).optional(),
  /** The ARN of an IAM SAML provider that exists already. */
  importedArn: matching(
    /^arn:aws:iam::\d{12}:saml-provider\/[\w._-]+$/,
    'the ARN of an IAM SAML provider, arn:aws:iam::<account>:saml-provider/<name>',
  ).optional(),
  shared,
  ...access,
  /** SAML attributes that become principal tags. */
  attributes: attributes.optional(),
});

/** The game's own login server, which asks Cognito for a player's token. */
export const developerProvider = z.strictObject({
  /**
   * Its key in `Logins`. Cognito can't change it later (documented), and keeps it in the pool where the field is taken away (observed:
   * terraform-provider-aws#49985): choose it for good.
   *
   * WARNING: whoever holds `cognito-identity:GetOpenIdTokenForDeveloperIdentity` on the pool can be any player: the call
   * links a login to whatever identity ID it is given. Only the game's own backend may hold it, never an app or a tool.
   */
  name: matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits, dots, hyphens or underscores'),
});
