/** What a claim looks at in an error of the AWS SDK, and no more. */
export interface ErrorFacts {
  /** AWS's own name for it (`AccessDenied`), or the runtime's (`TimeoutError`). */
  readonly name: string;
  readonly message: string;
}

/** A name is printed as it came, so that it must be a name. */
const plausibleName = /^[\w.:-]{1,100}$/;

/**
 * Names an error. S3 answers HEAD without a body and so without an error code: the SDK then knows the status only, and a 403 is
 * named `Forbidden` here (**documented**: HeadObject, "a generic 403 Forbidden").
 */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: 'Something that is no error was thrown.' };
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const nameless = ['Unknown', 'UnknownError', 'Error', '403', ''].includes(error.name);
  if (nameless && status === 403) return { name: 'Forbidden', message: error.message };
  // Node names what the network does by a code: ECONNREFUSED.
  const { code } = error as { code?: unknown };
  if (nameless && typeof code === 'string' && plausibleName.test(code)) return { name: code, message: error.message };
  return { name: plausibleName.test(error.name) ? error.name : 'UnknownError', message: error.message };
}

/**
 * What STS, S3 and the JSON services answer to credentials that they do not know. For a while that may be said of a new role's, for they
 * reach the services one by one (**observed** for STS's name: boto/botocore#3600, aws-actions/configure-aws-credentials#1681; the others'
 * are documented as their errors for unknown keys and tokens).
 */
export const notYetKnown: readonly string[] = [
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'UnrecognizedClientException',
];

/** An answer that came, but is not the one that the claim is about. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}
