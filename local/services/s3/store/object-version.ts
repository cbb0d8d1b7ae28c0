import type { Body } from '../../../state/persisted';
import type { StoredChecksum } from '../checksums/checksum';

/** What an upload says of an object beside its bytes; answered as it came. */
export interface ObjectHeaders {
  /** `cache-control`, `content-type` and the like, by lower-case name. */
  readonly system: Readonly<Record<string, string>>;
  /** `x-amz-meta-…` without that prefix. */
  readonly user: Readonly<Record<string, string>>;
  readonly storageClass: string;
}

/** An object that is to be stored. */
export interface NewObject {
  readonly body: Buffer;
  /** With its quotes, as every answer carries it. */
  readonly etag: string;
  readonly headers: ObjectHeaders;
  readonly tags: ReadonlyMap<string, string>;
  readonly checksum?: StoredChecksum;
  /** Its parts, for an object that was uploaded in parts. */
  readonly parts?: readonly StoredPart[];
}

/** What is kept of a part once its object is whole. */
export interface StoredPart {
  readonly size: number;
  /** Absent where the upload asked for no checksums. */
  readonly checksum?: StoredChecksum;
}

/** One version of an object. */
export interface ObjectVersion extends Omit<NewObject, 'body'> {
  readonly body: Body;
  readonly deleteMarker: false;
  /** `null` (the word) where the bucket was not versioned at the time. */
  readonly versionId: string;
  /** Milliseconds since the epoch, whole seconds. */
  readonly lastModified: number;
  /** Larger than that of each version of its key that was written before. */
  readonly sequence: number;
}

/** What a delete leaves behind in a versioned bucket. */
export interface DeleteMarker {
  readonly deleteMarker: true;
  readonly versionId: string;
  readonly lastModified: number;
  readonly sequence: number;
}

export type Version = ObjectVersion | DeleteMarker;
