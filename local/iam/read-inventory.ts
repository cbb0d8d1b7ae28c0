import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { IamInventory } from './inventory';

const oidcArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/.+$/, {
  error: 'must be the ARN of an IAM OIDC provider: arn:aws:iam::<account>:oidc-provider/<issuer without https://>',
});
const samlArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/.+$/, {
  error: 'must be the ARN of an IAM SAML provider: arn:aws:iam::<account>:saml-provider/<name>',
});
const policyArn = z.string().regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/, {
  error: 'must be the ARN of a managed policy: arn:aws:iam::<account, or aws>:policy/<name>',
});

const inventory = z.strictObject(
  {
    oidcProviders: z
      .array(
        z.strictObject(
          {
            arn: oidcArn,
            url: z.string({ error: 'must be the issuer: https:// and what its tokens say in iss' }),
            clientIds: z
              .array(z.string().min(1, { error: 'must be a client ID, not an empty text' }), {
                error: "must be the list of the provider's client IDs",
              })
              .min(1, { error: 'must hold at least one client ID: without any, no token is accepted' })
              .max(100, { error: 'may hold 100 client IDs, which is what IAM takes' }),
          },
          { error: unknownField },
        ),
        { error: 'must be a list of { "arn", "url", "clientIds" }' },
      )
      .default([]),
    samlProviders: z
      .array(
        z.strictObject(
          { arn: samlArn, metadataFile: z.string({ error: 'must be the path of the metadata document, from here' }) },
          { error: unknownField },
        ),
        { error: 'must be a list of { "arn", "metadataFile" }' },
      )
      .default([]),
    managedPolicies: z
      .array(
        z.strictObject(
          {
            arn: policyArn,
            document: z.looseObject({}, { error: 'must be the policy document: { "Version", "Statement" }' }),
          },
          { error: unknownField },
        ),
        { error: 'must be a list of { "arn", "document" }' },
      )
      .default([]),
  },
  { error: unknownField },
);

/**
 * Reads what exists in the account beside the templates from a JSON file:
 *
 * ```json
 * {
 *   "oidcProviders": [
 *     {
 *       "arn": "arn:aws:iam::123456789012:oidc-provider/players.star-harvest.example",
 *       "url": "https://players.star-harvest.example",
 *       "clientIds": ["star-harvest-ios", "star-harvest-android"]
 *     }
 *   ],
 *   "samlProviders": [
 *     { "arn": "arn:aws:iam::123456789012:saml-provider/Studio", "metadataFile": "studio-metadata.xml" }
 *   ],
 *   "managedPolicies": [
 *     { "arn": "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess", "document": { "Version": "2012-10-17", "Statement": [] } }
 *   ]
 * }
 * ```
 *
 * A template that imports a provider or a policy holds its ARN alone; what the account knows of it beside that
 * (`aws iam get-open-id-connect-provider`, `get-saml-provider`, `get-policy-version`) stands here. Each list may be left out; a metadata document is
 * found from the inventory's own directory.
 *
 * @throws Error with one line per problem, each naming the field and how to fix it
 */
export function readInventory(file: string): IamInventory {
  const parsed = inventory.safeParse(readJson(file));
  if (parsed.success) {
    const { oidcProviders, samlProviders, managedPolicies } = parsed.data;
    return {
      oidcProviders,
      managedPolicies,
      samlProviders: samlProviders.map(({ arn, metadataFile }) => ({
        arn,
        metadata: readText(resolve(dirname(file), metadataFile), `the metadata of ${arn}`),
      })),
    };
  }
  const problems = parsed.error.issues.map(({ path, message }) => `  - ${fieldName(path) || 'the file'}: ${message}`);
  throw new Error(`the inventory ${file} can't be used:\n${problems.join('\n')}`);
}

function readJson(file: string): unknown {
  const text = readText(file, 'the inventory');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the inventory ${file} is not JSON: ${(error as Error).message}`);
  }
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${what} ${file} can't be read: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

/** Says which fields there are instead of the one that is not. */
function unknownField(issue: { readonly code?: string | undefined; readonly keys?: unknown }): string {
  return issue.code === 'unrecognized_keys'
    ? `has no field ${[issue.keys].flat().join(', ')}: take it out, or correct its name`
    : 'must be a JSON object';
}

/** `oidcProviders[0].clientIds` */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
}
