import { AssemblyError } from '../../../assembly/assembly-error';
import { urlSuffix } from '../../../assembly/parameters';
import { generatedName } from '../../../assembly/physical-name';
import type { Account } from '../account';
import { ResourceRefused } from '../resource-refused';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { bucketPermissions } from './bucket-permissions';
import { type BucketProperties, bucketProperties } from './bucket-properties';
import { settingsOf } from './bucket-settings';
import { websiteUrl } from './website';

type Parts = Pick<Account, 'buckets'>;

/**
 * `AWS::S3::Bucket`: `Ref` is the name; the metadata tables are left out. Its settings change in place, and what is in it
 * stays.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html documented
 */
export const bucket = {
  type: 'AWS::S3::Bucket',
  schema: bucketProperties,
  permissions: bucketPermissions,
  placeholdersIn: [
    'AnalyticsConfigurations',
    'InventoryConfigurations',
    'LoggingConfiguration',
    'NotificationConfiguration',
  ],

  identify(resource) {
    const name = optionalString(resource, 'BucketName') ?? generatedName(resource, { maxLength: 63, lowerCase: true });
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      const rule = '3 to 63 lower-case letters, digits, dots and hyphens';
      throw new AssemblyError(`${resource.place}: Properties.BucketName`, `a bucket's name is ${rule}, got '${name}'`);
    }
    const { partition, region } = resource;
    const suffix = urlSuffix(partition);
    return {
      ref: name,
      attributes: {
        Arn: `arn:${partition}:s3:::${name}`,
        DomainName: `${name}.s3.${suffix}`,
        RegionalDomainName: `${name}.s3.${region}.${suffix}`,
        WebsiteURL: websiteUrl(name, resource),
        DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      },
      uniqueWithin: 'partition',
    };
  },

  create(resource: Resource<BucketProperties>, { buckets }: Parts) {
    if (buckets.find(resource.ref) !== undefined) throw nameTaken(resource.ref);
    buckets.add(settingsOf(resource));
  },

  update(resource: Resource<BucketProperties>, _before: Resource<BucketProperties>, { buckets }: Parts) {
    const found = buckets.find(resource.ref);
    if (found === undefined) throw noSuchBucket();
    // Blocking public policies leaves the policy that is there alone (**documented**: "BlockPublicPolicy"); restricting doesn't.
    found.configure(settingsOf(resource));
  },

  remove({ ref }: Resource<BucketProperties>, { buckets }: Parts) {
    const found = buckets.find(ref);
    if (found !== undefined && found.objects.keysInOrder().length > 0) throw notEmpty(found.versioned);
    // Unfinished uploads hold no bucket back: what must go first are objects, versions and delete markers (**documented**:
    // API_DeleteBucket).
    buckets.remove(ref);
  },

  adopt: {
    identifier: ['BucketName'],
    find: ({ BucketName: ref = '' }, { buckets }) => (buckets.find(ref) === undefined ? undefined : { ref }),
  },
} satisfies ResourceType<BucketProperties>;

/** What S3 says to a bucket that is not there. **Documented**: error codes of the API, `NoSuchBucket`. */
export const noSuchBucket = () =>
  new ResourceRefused({ message: 'The specified bucket does not exist', code: 'NotFound', service: 'S3', status: 404 });

/** **Observed** words: serverless#5632, amplify-cli#12109. Whether the name is the account's own or another's makes no difference. */
const nameTaken = (name: string) =>
  new ResourceRefused({ message: `${name} already exists`, code: 'AlreadyExists', service: 'S3', status: 409 });

/** **Observed** words: cloud-nuke#369 with versions, f5-aws-cloudformation#52 without. The handler's code is **unconfirmed**. */
const notEmpty = (versioned: boolean) =>
  new ResourceRefused({
    message: `The bucket you tried to delete is not empty${versioned ? '. You must delete all versions in the bucket.' : ''}`,
    code: 'GeneralServiceException',
    service: 'S3',
    status: 409,
  });
