import { iamName, providerName } from './iam-providers';
import type { Problem } from './problem';
import { type Update, updated } from './update';
import { gone } from './wording';

/**
 * SAML providers whose metadata are of somebody else from now on, or without a certificate that assertions are signed with.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html (documented)
 */
export function changedMetadata(update: Update): Problem[] {
  return updated(update, 'AWS::IAM::SAMLProvider').flatMap(({ before, after }): Problem[] => {
    const [old, now] = [before, after].map(({ Properties }) => String(Properties?.SamlMetadataDocument));
    const misses = (part: RegExp) => gone(partsOf(part, old), partsOf(part, now)).length > 0;
    const name = providerName(iamName(after) ?? '');
    if (misses(/entityID="([^"]*)"/g)) {
      const sentence = `players of ${name}: the metadata are another identity provider's`;
      return [
        { verdict: 'closed', sentence, wayOut: 'write another identity provider beside it, under a name of its own' },
      ];
    }
    if (!misses(/<(?:\w+:)?X509Certificate>([^<]*)</g)) return [];
    const sentence = `players of ${name}: an assertion signed with a certificate that left the metadata is refused`;
    const wayOut = 'take metadata with both certificates, until the provider signs with the new one alone';
    return [{ verdict: 'closed', sentence, wayOut }];
  });
}

function partsOf(part: RegExp, text = ''): string[] {
  return [...text.matchAll(part)].map(([, inner = '']) => inner.replace(/\s/g, ''));
}
