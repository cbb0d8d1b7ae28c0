import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';

type SignatureV4Options = ConstructorParameters<typeof SignatureV4>[0];
type HttpRequest = Parameters<SignatureV4['presign']>[0];

/** The longest that a URL may say of itself, in seconds (**documented**: S3 user guide, "Download and upload objects with presigned URLs"). */
export const longestUrl = 604_800;
/** How long a URL of the smoke test is still good by its own word. */
const spare = 600;

/**
 * Signs an S3 client's requests as a presigned URL is signed, some time ago: what a client sends is then what somebody sends who was handed the
 * URL, and what it is answered is read as ever.
 *
 * @param secondsAgo at most {@link longestUrl} less ten minutes: an older one is refused whatever the bucket's policy says
 */
export function urlSigner(
  credentials: SignatureV4Options['credentials'],
  sha256: SignatureV4Options['sha256'],
  secondsAgo: number,
): NonNullable<S3ClientConfig['signer']> {
  return async (scheme) => ({
    sign: async (request: HttpRequest, options = {}) => {
      const signer = new SignatureV4({
        ...{ credentials, sha256, service: 's3', uriEscapePath: false },
        region: options.signingRegion ?? scheme?.signingRegion ?? '',
      });
      const now = options.signingDate === undefined ? Date.now() : new Date(options.signingDate).getTime();
      // A URL is signed without its body, which nobody knows then.
      const headers = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      return signer.presign(
        { ...request, headers },
        { signingDate: new Date(now - secondsAgo * 1000), expiresIn: secondsAgo + spare },
      );
    },
  });
}

/** Whether a URL can be that old and still be good by its own word. */
export function canBeSigned(secondsAgo: number): boolean {
  return secondsAgo + spare <= longestUrl;
}
