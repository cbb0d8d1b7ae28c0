import { s3Errors } from '../errors';
import type { BucketAnswers } from './read-bucket';

/** How a bucket keeps what is in it, as it is deployed. */
export const keepingAnswers: BucketAnswers = {
  GetBucketAccelerateConfiguration: ({ settings: { acceleration: Status } }) => ({
    xml: { AccelerateConfiguration: { Status } },
  }),

  GetBucketCors({ settings: { cors, name } }) {
    if (cors.length === 0) throw s3Errors.noSuchCorsConfiguration(name);
    const CORSRule = cors.map((rule) => ({
      ID: rule.id,
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposedHeaders,
      MaxAgeSeconds: rule.maxAge,
    }));
    return { xml: { CORSConfiguration: { CORSRule } } };
  },

  /**
   * Every bucket encrypts, by S3's own keys unless it is told otherwise (**documented**: since January 2023), so
   * `ServerSideEncryptionConfigurationNotFoundError` is answered for none.
   */
  GetBucketEncryption({ settings: { encryption = { algorithm: 'AES256', bucketKey: false } } }) {
    const Rule = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption.algorithm },
      BucketKeyEnabled: encryption.bucketKey,
    };
    return { xml: { ServerSideEncryptionConfiguration: { Rule } } };
  },

  GetBucketLifecycleConfiguration({ settings: { lifecycle, name } }) {
    if (lifecycle === undefined) throw s3Errors.noSuchLifecycleConfiguration(name);
    return {
      headers: { 'x-amz-transition-default-minimum-object-size': lifecycle.minimumSize },
      xml: { LifecycleConfiguration: { Rule: lifecycle.rules } },
    };
  },

  /** us-east-1 answers an empty element (**documented**). */
  GetBucketLocation: ({ settings: { region } }) => ({
    xml: { LocationConstraint: region === 'us-east-1' ? '' : region },
  }),

  GetBucketLogging: ({ settings: { logging } }) => ({
    xml: {
      BucketLoggingStatus:
        logging === undefined
          ? {}
          : { LoggingEnabled: { TargetBucket: logging.targetBucket, TargetPrefix: logging.targetPrefix } },
    },
  }),

  /**
   * The tags that a bucket's template gives it; without any, `NoSuchTagSet` (**documented**). Those that CloudFormation adds, of the stack
   * and of the resource (`aws:cloudformation:…`, **documented**: "Resource tags"), are not among them.
   */
  GetBucketTagging({ settings: { tags = [], name } }) {
    if (tags.length === 0) throw s3Errors.noSuchTagSet(name);
    return { xml: { Tagging: { TagSet: { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) } } } };
  },

  GetBucketWebsite({ settings: { website, name } }) {
    if (website === undefined) throw s3Errors.noSuchWebsiteConfiguration(name);
    return { xml: { WebsiteConfiguration: website } };
  },

  /** Nothing of one that never had versions (**documented**: API_GetBucketVersioning). */
  GetBucketVersioning: ({ settings: { versioning } }) => ({
    xml: { VersioningConfiguration: { Status: versioning === 'Off' ? undefined : versioning } },
  }),
};
