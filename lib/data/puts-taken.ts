import type { GameFederationConfig } from '../config/schema';
import { customersKey, encryption, storageClass } from '../roles/condition-keys';
import type { Conditions } from '../roles/zone-name';

/** What a put of a player may ask of the bucket. */
export type PutsTaken = Pick<GameFederationConfig['files'], 'storageClasses'>;

/**
 * Under which conditions a player puts a file. Each is about a header by which whoever puts decides what the owner pays:
 *
 * - the storage class: the archives cost for months however soon a file is deleted, and ask more for the put; some others count
 *   each file as 128 KB at least. Who sends no header gets `STANDARD`, and parts of an upload carry none, so an absent one passes.
 * - the encryption: the key of KMS that AWS manages is anybody's of the account who may put, and each put and get by it is a call to KMS.
 * - a key of the player's own: nobody else reads the file then, the owner included, who pays for it.
 *
 * The others need a permission of their own, which no player has: tags (`s3:PutObjectTagging`), ACLs (`s3:PutObjectAcl`), locks
 * (`s3:PutObjectRetention`, `s3:PutObjectLegalHold`). A redirect (`x-amz-website-redirect-location`) is kept and never followed: the bucket
 * serves no website.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (documented: keys and actions)
 * @see https://aws.amazon.com/s3/pricing/ (documented: least sizes and times)
 */
export function putsTaken({ storageClasses }: PutsTaken): Conditions {
  return {
    StringEqualsIfExists: { [storageClass]: storageClasses, [encryption]: 'AES256' },
    Null: { [customersKey]: 'true' },
  };
}
