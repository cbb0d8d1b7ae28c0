import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString } from '../../../assembly/properties';
import { mostUnzippedBytes, ZipError } from '../../services/lambda/code/zip-archive';
import type { Account } from '../account';
import type { Resource } from '../resource-type';
import { refused } from './refusals';

/** The longest function text of a template, in bytes (**documented**: `ZipFile`, 4 MB). */
const mostInlineBytes = 4 * 1024 * 1024;

/** Code in an archive, or a text in the template. */
export const codeProperties = z
  .strictObject({
    S3Bucket: cfnString.optional(),
    S3Key: cfnString.optional(),
    S3ObjectVersion: cfnString.optional(),
    ZipFile: z
      .string()
      .refine((text) => Buffer.byteLength(text) <= mostInlineBytes, 'is longer than the 4 MB that Lambda takes')
      // On AWS that module lies beside a function of this kind, and of no other (documented: "cfn-response module").
      .refine(
        (text) => !/['"`](\.\/)?cfn-response(\.js)?['"`]/.test(text),
        'the local cloud has no cfn-response module',
      )
      .optional(),
  })
  .refine(({ S3Key, ZipFile }) => (S3Key === undefined) !== (ZipFile === undefined), 'takes S3Key or ZipFile');

/**
 * The directory of a function's code. A text becomes `index.js` (**documented**: `ZipFile` is put into a file named `index`). An archive
 * is the asset that the stack's own assembly has under that key, and else the object in the account's bucket, which whoever deploys was
 * found to be allowed to read (`function-permissions.ts`).
 *
 * @throws ResourceRefused where Lambda finds no archive, or cannot unpack it; AssemblyError where the assembly lacks its asset
 */
export function codeOf(
  resource: Resource<{ readonly Code: z.output<typeof codeProperties> }>,
  { functions, buckets }: Pick<Account, 'functions' | 'buckets'>,
): string {
  const { S3Bucket = '', S3Key = '', S3ObjectVersion, ZipFile } = resource.model.Code;
  if (ZipFile !== undefined) return functions.code.inline('index.js', ZipFile);
  const asset = resource.assets?.get(S3Key);
  if (asset !== undefined) {
    const found = statSync(asset, { throwIfNoEntry: false });
    if (found === undefined)
      throw new AssemblyError(`${resource.place}: Properties.Code.S3Key`, `${asset} does not exist`);
    return found.isDirectory() ? asset : unpacked(readFileSync(asset));
  }
  const bucket = buckets.find(S3Bucket);
  if (bucket === undefined) throw notRead('NoSuchBucket', 'The specified bucket does not exist');
  const object =
    S3ObjectVersion === undefined ? bucket.objects.current(S3Key) : bucket.objects.version(S3Key, S3ObjectVersion);
  if (object === undefined || object.deleteMarker) throw notRead('NoSuchKey', 'The specified key does not exist.');
  return unpacked(object.body.read());

  function unpacked(archive: Buffer): string {
    try {
      return functions.code.unpacked(archive);
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      // Observed: jkehler/awslambda-psycopg2#82; aws-samples/aws-rds-snapshot-management#4. What is wrong with it is said here only.
      const sentence = error.oversized
        ? `Unzipped size must be smaller than ${mostUnzippedBytes} bytes`
        : 'Could not unzip uploaded file. Please check your file, then try to upload again.';
      throw refused(`${sentence} [${error.message}]`, 'InvalidRequest');
    }
  }
}

/** **Observed** words: aws-account-vending-machine#23; dynamic-image-transformation-for-amazon-cloudfront#115. */
const notRead = (code: string, message: string) =>
  refused(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`, 'InvalidRequest');
