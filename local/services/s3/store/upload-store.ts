import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { Body } from '../../../state/persisted';
import type { ChecksumAlgorithm, ChecksumType, StoredChecksum } from '../checksums/checksum';
import type { StoreKeeper } from './object-store';
import type { ObjectHeaders } from './object-version';
import { compareUtf8 } from './utf8-order';

/** A part that is to be kept. */
export interface NewPart {
  readonly number: number;
  readonly body: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly checksum?: StoredChecksum;
}

/** One part of an upload. */
export interface Part extends Omit<NewPart, 'body'> {
  readonly body: Body;
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

  constructor(
    private readonly clock: Clock,
    private readonly keeper: StoreKeeper,
  ) {}

  create(upload: NewUpload): Upload {
    const uploadId = randomBytes(48).toString('base64url');
    const created = { ...upload, uploadId, initiated: this.now(), parts: new Map<number, Part>() };
    this.byId.set(uploadId, created);
    this.keeper.changed(uploadId);
    return created;
  }

  /** The upload of that key and ID; an ID does not open another key's upload. */
  find(key: string, uploadId: string): Upload | undefined {
    const upload = this.byId.get(uploadId);
    return upload?.key === key ? upload : undefined;
  }

  /** Keeps a part; one of the same number is replaced. */
  putPart(upload: Upload, part: NewPart): Part {
    const kept: Part = { ...part, body: this.keeper.bodies.put(part.body), lastModified: this.now() };
    this.byId.get(upload.uploadId)?.parts.set(part.number, kept);
    this.keeper.changed(upload.uploadId);
    return kept;
  }

  remove(upload: Upload): void {
    this.byId.delete(upload.uploadId);
    this.keeper.changed(upload.uploadId);
  }

  /** The upload of that ID, whatever its key. */
  withId(uploadId: string): Upload | undefined {
    return this.byId.get(uploadId);
  }

  /** In the order of their beginning. */
  ids(): Iterable<string> {
    return this.byId.keys();
  }

  /** An upload as an earlier process had it. */
  restore(upload: Upload): void {
    this.byId.set(upload.uploadId, { ...upload, parts: new Map(upload.parts) });
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
