import type { HttpRequest } from '../../http/message';
import { type ObjectTarget, objectTarget } from './address';
import type { Bucket } from './bucket';
import { s3Errors } from './errors';
import type { Upload } from './store/upload-store';

/** Part numbers go from 1 to this (**documented**). */
const highestPart = 10_000;

/** A request about an upload in parts. */
export interface UploadTarget extends ObjectTarget {
  readonly uploadId: string;
}

export function uploadTarget(request: HttpRequest): UploadTarget {
  return { ...objectTarget(request), uploadId: request.query.get('uploadId') ?? '' };
}

/** @throws NoSuchUpload, also for another key's upload */
export function findUpload(bucket: Bucket, { key, uploadId }: UploadTarget): Upload {
  const upload = bucket.uploads.find(key, uploadId);
  if (!upload) throw s3Errors.noSuchUpload(uploadId);
  return upload;
}

/** The `partNumber` parameter. @throws InvalidArgument */
export function partNumberParameter(request: HttpRequest): number {
  const value = request.query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= highestPart) return number;
  throw s3Errors.invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', value);
}
