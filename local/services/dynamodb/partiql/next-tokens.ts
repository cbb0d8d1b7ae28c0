import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { AttributeMap } from '../engine/attribute-map';
import { validationError } from '../errors';
import type { SealingKey } from './sealing-key';

/** Where a read goes on. */
export interface ReadPosition {
  /** Which of the requests that the statement comes down to. */
  readonly part: number;
  /** After this key; absent: from its beginning. */
  readonly key?: AttributeMap;
}

/** An hour, and it cannot be had longer (**observed**: AWS re:Post, "how to increase expiration of nexttoken in dynamodb executestatement"). */
const lifetimeMilliseconds = 60 * 60 * 1000;
const ivBytes = 12;
const tagBytes = 16;

/** The `NextToken`s of statements: sealed under a key of the account's, so that a caller can neither read nor make one. */
export class NextTokens {
  readonly #key: Pick<SealingKey, 'bytes'>;
  readonly #clock: Clock;

  constructor(clock: Clock, key: Pick<SealingKey, 'bytes'>) {
    this.#clock = clock;
    this.#key = key;
  }

  /** @param statement what the token is for: the statement with its parameters */
  seal(position: ReadPosition, statement: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key.bytes, iv).setAAD(digest(statement));
    const content = JSON.stringify({ position, expiresAt: this.#clock.now() + lifetimeMilliseconds });
    const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /**
   * Throws a `ValidationException` for a token that is not for this statement, or no longer. What DynamoDB says of an old one was
   * **observed** (the same question); that it tells apart what else may be wrong is **unconfirmed**: here it does not.
   */
  open(token: string, statement: string): ReadPosition {
    const opened = this.#opened(Buffer.from(token, 'base64'), statement);
    if (opened === undefined) throw validationError('Invalid NextToken');
    if (opened.expiresAt <= this.#clock.now()) throw validationError('Given NextToken has already expired');
    return opened.position;
  }

  #opened(bytes: Buffer, statement: string): { position: ReadPosition; expiresAt: number } | undefined {
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key.bytes, bytes.subarray(0, ivBytes)).setAAD(
        digest(statement),
      );
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const content = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
      return JSON.parse(content.toString());
    } catch {
      // What was not sealed under this key, or for another statement.
      return undefined;
    }
  }
}

function digest(statement: string): Buffer {
  return createHash('sha256').update(statement).digest();
}
