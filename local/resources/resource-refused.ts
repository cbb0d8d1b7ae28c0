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
  /** What the refused call is known by at its service. Absent: it is left out, as the threads leave it out that have the words. */
  readonly requestId?: string;
  /** What the resource's step is known by in the events of its stack. Absent: as above. */
  readonly requestToken?: string;
}

/** A resource was refused before anything was done: there is nothing to undo. Its message is the reason that the stack's event has. */
export class NothingChanged extends Error {}

/** A resource was refused by its service, or by what makes it; nothing was changed. */
export class ResourceRefused extends NothingChanged {
  override readonly name = 'ResourceRefused';
  readonly code: HandlerErrorCode;

  /**
   * The form is **observed**: aws-cdk#10062, `Resource handler returned message: "… (Service: …, Status Code: …)" (… HandlerErrorCode: …)`;
   * aws-cdk#27067 with what the two parts left out are: `Request ID`, and `RequestToken`.
   */
  constructor({ message, code, service, status = 400, requestId, requestToken }: Refusal) {
    const request = requestId === undefined ? '' : `, Request ID: ${requestId}`;
    const by = service === undefined ? '' : ` (Service: ${service}, Status Code: ${status}${request})`;
    const token = requestToken === undefined ? '' : `RequestToken: ${requestToken}, `;
    super(`Resource handler returned message: "${message}${by}" (${token}HandlerErrorCode: ${code})`);
    this.code = code;
  }
}
