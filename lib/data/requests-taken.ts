import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { GameFederationConfig } from '../config/schema';
import { authType, signatureAge } from '../roles/condition-keys';

/** Whether the bucket takes what was signed ahead, and how long after the signature. */
export type PresignedUrls = GameFederationConfig['presignedUrls'];

/**
 * What the bucket refuses of what was signed ahead. A player's grants can't say it: they would have to say it each, and whoever is granted
 * something later would not be told. The age is in requests by URL and by form, so others pass.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html (documented)
 */
export function presignedUrls(
  { bucketArn }: s3.IBucket,
  { enabled, maxSeconds }: PresignedUrls,
): iam.PolicyStatementProps {
  return {
    sid: enabled ? 'RefuseOldUrls' : 'RefuseSignedUrls',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: enabled
      ? { NumericGreaterThan: { [signatureAge]: maxSeconds * 1000 } }
      : { StringEquals: { [authType]: ['REST-QUERY-STRING', 'POST'] } },
  };
}

/** What a browser needs for reading, writing and multipart uploads from exactly these pages. */
export function corsRule(origins: readonly string[]): s3.CorsRule {
  const { GET, HEAD, PUT, POST, DELETE } = s3.HttpMethods;
  return {
    allowedOrigins: [...origins],
    allowedMethods: [GET, HEAD, PUT, POST, DELETE],
    // The SDKs send headers of their own (signature, checksums, metadata); what they may do is decided by the signature.
    allowedHeaders: ['*'],
    // A multipart upload is completed with the parts' ETags.
    exposedHeaders: ['ETag'],
    maxAge: 3000,
  };
}
