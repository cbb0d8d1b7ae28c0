/** One question that S3 or DynamoDB would ask IAM. */
export interface Asked {
  readonly action: string;
  /** An object's key, a listing's prefix, a leading key; absent where the request names none. */
  readonly target?: string;
}
