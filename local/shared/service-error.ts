/**
 * An error that a caller of the local cloud is to receive in the service's own form: its code (exception name),
 * message and HTTP status. Anything else that is thrown is a defect of the local cloud and answers 500.
 */
export class ServiceError extends Error {
  /**
   * @param code the service's exception name: `NotAuthorizedException`, `AccessDenied`, `NoSuchKey`
   * @param message for the caller; holds no secret
   * @param status the HTTP status that the service answers
   * @param detail further members of the error's body (`{ Key: 'a/b' }` for S3's `NoSuchKey`)
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}
