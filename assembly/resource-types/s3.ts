import { AssemblyError } from '../assembly-error';
import { urlSuffix } from '../parameters';
import { generatedName } from '../physical-name';
import { optionalString, type ResourceType, requiredString } from './resource-type';

/**
 * `AWS::S3::Bucket`: `Ref` is the name. `WebsiteURL` and the metadata tables are left out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html documented
 */
export const bucket: ResourceType = (resource) => {
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
      DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
    },
    uniqueWithin: 'partition',
  };
};

/** `AWS::S3::BucketPolicy`: one per bucket, so `Ref` is the bucket's name (documented as the type's primary identifier). */
export const bucketPolicy: ResourceType = (resource) => ({
  ref: requiredString(resource, 'Bucket'),
  uniqueWithin: 'partition',
});
