import { RestXmlError } from '../../protocols/rest-xml';

/**
 * S3's errors, in its words and with its statuses.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const s3Errors = {
  accessDenied: (reason = 'Access Denied') => new RestXmlError('AccessDenied', reason, 403),
  accessForbidden: (message: string) => new RestXmlError('AccessForbidden', message, 403),
  accessControlListNotSupported: () =>
    new RestXmlError('AccessControlListNotSupported', 'The bucket does not allow ACLs', 400),
  bucketAlreadyExists: (bucket: string) =>
    new RestXmlError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
      { BucketName: bucket },
    ),
  /** **Documented**: API_CreateBucket; its words in "Error responses". */
  bucketAlreadyOwnedByYou: (bucket: string) =>
    new RestXmlError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: bucket },
    ),
  badRequest: (message: string) => new RestXmlError('BadRequest', message, 400),
  badDigest: (what = 'The Content-MD5 you specified did not match what we received.') =>
    new RestXmlError('BadDigest', what, 400),
  entityTooLarge: (limit: number) =>
    new RestXmlError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      MaxSizeAllowed: String(limit),
    }),
  entityTooSmall: (detail: Record<string, string>) =>
    new RestXmlError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, detail),
  illegalLocationConstraint: (location: string) =>
    new RestXmlError(
      'IllegalLocationConstraintException',
      `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      400,
    ),
  invalidBucketName: (bucket: string) =>
    new RestXmlError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: bucket }),
  invalidLocationConstraint: (location: string) =>
    new RestXmlError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
      LocationConstraint: location,
    }),
  invalidArgument: (message: string, name: string, value: string) =>
    new RestXmlError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value }),
  invalidDigest: (value: string) =>
    new RestXmlError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': value }),
  /** A read of an archived object (**documented**: GetObject). */
  invalidObjectState: (storageClass: string) =>
    new RestXmlError('InvalidObjectState', "The operation is not valid for the object's storage class", 403, {
      StorageClass: storageClass,
    }),
  /** A copy of an archived object (**documented**: CopyObject, UploadPartCopy). */
  objectNotInActiveTier: () =>
    new RestXmlError(
      'ObjectNotInActiveTierError',
      'The source object of the COPY action is not in the active tier.',
      403,
    ),
  invalidPart: (uploadId: string, part: number) =>
    new RestXmlError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { UploadId: uploadId, PartNumber: String(part) },
    ),
  invalidPartOrder: (uploadId: string) =>
    new RestXmlError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { UploadId: uploadId },
    ),
  invalidRange: (range: string, size: number) =>
    new RestXmlError(
      'InvalidRange',
      'The requested range is not satisfiable',
      416,
      { RangeRequested: range, ActualObjectSize: String(size) },
      { 'content-range': `bytes */${size}` },
    ),
  invalidRequest: (message: string) => new RestXmlError('InvalidRequest', message, 400),
  invalidTag: (message: string) => new RestXmlError('InvalidTag', message, 400),
  invalidUri: (uri: string) => new RestXmlError('InvalidURI', "Couldn't parse the specified URI.", 400, { URI: uri }),
  invalidPolicyDocument: (why: string) => new RestXmlError('InvalidPolicyDocument', `Invalid Policy: ${why}`, 400),
  keyTooLong: (size: number) =>
    new RestXmlError('KeyTooLongError', 'Your key is too long', 400, { Size: String(size), MaxSizeAllowed: '1024' }),
  /** **Observed** of what is no JSON object: aws-cli#2779; of anything else the words are the local cloud's own. */
  malformedPolicy: (message = "Policies must be valid JSON and the first byte must be '{'") =>
    new RestXmlError('MalformedPolicy', message, 400),
  malformedPost: (message: string) => new RestXmlError('MalformedPOSTRequest', message, 400),
  malformedXml: () =>
    new RestXmlError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      400,
    ),
  metadataTooLarge: (size: number) =>
    new RestXmlError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: String(size),
      MaxSizeAllowed: '2048',
    }),
  methodNotAllowed: (method: string, headers: Record<string, string> = {}) =>
    new RestXmlError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      { Method: method, ResourceType: headers['x-amz-delete-marker'] ? 'DeleteMarker' : 'SERVICE' },
      headers,
    ),
  noSuchBucket: (bucket: string) =>
    new RestXmlError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket }),
  /** **Observed**, BucketName included: minio#4718. */
  noSuchBucketPolicy: (bucket: string) =>
    new RestXmlError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: bucket }),
  /** **Observed**, BucketName included: exoscale/pithos#126, which has the next one too. */
  noSuchCorsConfiguration: (bucket: string) =>
    new RestXmlError('NoSuchCORSConfiguration', 'The CORS configuration does not exist', 404, { BucketName: bucket }),
  noSuchLifecycleConfiguration: (bucket: string) =>
    new RestXmlError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404, {
      BucketName: bucket,
    }),
  /** The codes of this one and the next two are **documented** ("Error responses"). */
  noSuchWebsiteConfiguration: (bucket: string) =>
    new RestXmlError('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration', 404, {
      BucketName: bucket,
    }),
  noReplicationConfiguration: (bucket: string) =>
    new RestXmlError('ReplicationConfigurationNotFoundError', 'The replication configuration was not found', 404, {
      BucketName: bucket,
    }),
  /** **Observed**: crossplane-contrib/provider-upjet-aws#990. */
  noObjectLockConfiguration: (bucket: string) =>
    new RestXmlError(
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
      404,
      { BucketName: bucket },
    ),
  noSuchKey: (key: string, headers: Record<string, string> = {}) =>
    new RestXmlError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key }, headers),
  /** **Observed**, BucketName included: auto-tag#127. */
  noSuchTagSet: (bucket: string) =>
    new RestXmlError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: bucket }),
  noSuchUpload: (uploadId: string) =>
    new RestXmlError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
      { UploadId: uploadId },
    ),
  noSuchVersion: (key: string, versionId: string) =>
    new RestXmlError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId }),
  notImplemented: (header?: string) =>
    new RestXmlError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
      header ? { Header: header } : {},
    ),
  postNotForm: () =>
    new RestXmlError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: 'Bucket POST must be of the enclosure-type multipart/form-data',
    }),
  postPreambleTooLong: () =>
    new RestXmlError(
      'MaxPostPreDataLengthExceededError',
      'Your POST request fields preceding the upload file were too large.',
      400,
    ),
  postWithoutFile: () =>
    new RestXmlError('IncorrectNumberOfFilesInPostRequest', 'POST requires exactly one file upload per request.', 400),
  preconditionFailed: (condition: string) =>
    new RestXmlError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: condition,
    }),
} as const;
