import { z } from 'zod';

/** Lower-case words joined by hyphens: safe in logical IDs, object keys, leading keys and group names. */
export const words = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What a region is called: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const regionForm = /[a-z]{2,4}(-[a-z]+)+-\d{1,2}/;

/** Schemes that are no app's own: pages of them have no origin, or one of whoever wrote the browser. */
const noApps = new Set(
  'about blob chrome content data file filesystem ftp http https intent javascript mailto resource tel view-source ws wss'.split(
    ' ',
  ),
);

/** Whether a scheme can be one that an app has to itself. An extension's is its browser's. */
export function isAppScheme(scheme: string): boolean {
  const name = scheme.toLowerCase();
  return name !== '' && !noApps.has(name) && !name.endsWith('-extension');
}

/** A string of one form; the refusal says which. */
export function matching(form: RegExp, inWords: string) {
  return z.string().refine((value) => form.test(value), {
    error: (issue) => `must be ${inWords}, got '${issue.input}'`,
  });
}

/** A name that is a part of logical IDs, outputs and group names, which have room for 128 characters and more (documented). */
export const shortName = matching(
  new RegExp(`(?=^.{1,64}$)${words.source}`),
  'lower-case words joined by hyphens, 64 characters at most',
);

/** A whole number between two bounds, both included. */
export function between(least: number, most: number, unit: string) {
  return z.number().refine((value) => Number.isInteger(value) && value >= least && value <= most, {
    error: (issue) => `must be a whole number from ${least} to ${most} ${unit}, got ${issue.input}`,
  });
}

/**
 * An issuer that IAM accepts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html (documented)
 */
export const issuerUrl = z.string().superRefine((value, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message });
  if (!value.startsWith('https://')) return fail(`must start with https://, got '${value}'`);
  const parts = /^https:\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(value);
  const authority = parts?.[1] ?? '';
  if (authority.includes('@'))
    return fail(`must have no user name or password, got '${value}'; remove what stands before the @`);
  if (authority.includes(':')) return fail(`must have no port, got '${value}'; IAM reaches issuers on 443 only`);
  if (parts?.[3] !== undefined) return fail(`must have no query, got '${value}'; remove the ? and what follows`);
  if (parts?.[4] !== undefined) return fail(`must have no fragment, got '${value}'; remove the # and what follows`);
  if (value.length > 255) return fail('must be 255 characters long at most, IAM takes no longer one');
  if (/^[\d.]+$/.test(authority)) return fail(`must name a host that a certificate is made out to, got '${value}'`);
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(authority)) {
    return fail(`must name a host in lower case, such as https://accounts.google.com, got '${value}'`);
  }
  if (!URL.canParse(value) || ![value, `${value}/`].includes(new URL(value).href)) {
    return fail(`must be written as the ID tokens' iss is, got '${value}'; without empty or dotted path parts`);
  }
});

/** The client IDs of one issuer. */
export const clientIds = z
  .array(matching(/^\S{1,255}$/, '1 to 255 characters without spaces'))
  .min(1, { error: 'must hold at least one client ID; without one no token is accepted' })
  .max(100, { error: 'may hold 100 client IDs at most, IAM takes no more; spread the apps over several issuers' })
  .refine((ids) => new Set(ids).size === ids.length, { error: 'names a client ID twice; remove one' });

/** Marks a value that its owner has yet to fill in; synthesis warns about it. */
export const placeholder = /replace-?me/i;

/**
 * Whether a stage is only ever deployed into a local cloud: `local`, or `local-<word>`. Its issuers may live in domains that exist
 * nowhere, and it meets no deployed stage.
 */
export function isLocalStage(stage: string): boolean {
  return /^local(-|$)/.test(stage);
}

/** The `Name` of `OidcProviderArn<Name>` and of logical IDs: `my-studio` → `MyStudio`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
