/** CloudFormation's own classes of what a resource's handler answers (**documented**: handler error codes of the registry). */
export type HandlerErrorCode =
  | 'AlreadyExists'
  | 'NotFound'
  | 'InvalidRequest'
  | 'AccessDenied'
  | 'ServiceLimitExceeded'
  | 'NotUpdatable'
  | 'ResourceConflict'
  | 'NotStabilized'
  | 'GeneralServiceException';

/** What AWS says to a resource that it does not make, change or delete. */
export interface Refusal {
  /** AWS's sentence, without what CloudFormation puts around it. */
  readonly message: string;
  readonly code: HandlerErrorCode;
  /**
   * Who refused, as the SDK for Java calls it: `CognitoIdentityProvider`, `S3`, `Iam`, `DynamoDb`. Absent: the handler did, before it asked
   * the service (**observed**: aws-cdk#33510).
   */
  readonly service?: string;
  /** @default 400 */
  readonly status?: number;
}

/** A resource was refused before anything was done: there is nothing to undo. Its message is the reason that the stack's event has. */
export class NothingChanged extends Error {}

/** A resource was refused by its service, or by what makes it; nothing was changed. */
export class ResourceRefused extends NothingChanged {
  override readonly name = 'ResourceRefused';
  readonly code: HandlerErrorCode;

  /** The form is **observed**: aws-cdk#10062, `Resource handler returned message: "… (Service: …, Status Code: …)" (… HandlerErrorCode: …)`. */
  constructor({ message, code, service, status = 400 }: Refusal) {
    const by = service === undefined ? '' : ` (Service: ${service}, Status Code: ${status})`;
    super(`Resource handler returned message: "${message}${by}" (HandlerErrorCode: ${code})`);
    this.code = code;
  }
}
