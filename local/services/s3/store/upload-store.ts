import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { ChecksumAlgorithm, ChecksumType, StoredChecksum } from '../checksums/checksum';
import type { ObjectHeaders } from './object-version';
import { compareUtf8 } from './utf8-order';

/** One part of an upload. */
export interface Part {
  readonly number: number;
  readonly body: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly checksum?: StoredChecksum;
  /** Milliseconds since the epoch, whole seconds. */
  readonly lastModified: number;
}

/** What an upload in parts begins with. */
export interface NewUpload {
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly tags: ReadonlyMap<string, string>;
  /** Absent: S3 adds CRC64NVME over the whole object. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType };
  /** The ARN of who began it, or `anonymous`. */
  readonly initiator: string;
}

/** An upload in parts that is neither completed nor aborted. */
export interface Upload extends NewUpload {
  readonly uploadId: string;
  /** Milliseconds since the epoch, whole seconds. */
  readonly initiated: number;
  readonly parts: ReadonlyMap<number, Part>;
}

/** The unfinished uploads of one bucket. */
export class UploadStore {
  private readonly byId = new Map<string, Upload & { readonly parts: Map<number, Part> }>();

  constructor(private readonly clock: Clock) {}

  create(upload: NewUpload): Upload {
    const uploadId = randomBytes(48).toString('base64url');
    const created = { ...upload, uploadId, initiated: this.now(), parts: new Map<number, Part>() };
    this.byId.set(uploadId, created);
    return created;
  }

  /** The upload of that key and ID; an ID does not open another key's upload. */
  find(key: string, uploadId: string): Upload | undefined {
    const upload = this.byId.get(uploadId);
    return upload?.key === key ? upload : undefined;
  }

  /** Keeps a part; one of the same number is replaced. */
  putPart(upload: Upload, part: Omit<Part, 'lastModified'>): Part {
    const kept: Part = { ...part, lastModified: this.now() };
    this.byId.get(upload.uploadId)?.parts.set(part.number, kept);
    return kept;
  }

  remove(upload: Upload): void {
    this.byId.delete(upload.uploadId);
  }

  /** By key, then by age, as `ListMultipartUploads` answers them. */
  inOrder(): readonly Upload[] {
    // The map keeps the order of creation, and sort is stable.
    return [...this.byId.values()].sort((left, right) => compareUtf8(left.key, right.key));
  }

  private now(): number {
    return Math.floor(this.clock.now() / 1000) * 1000;
  }
}
