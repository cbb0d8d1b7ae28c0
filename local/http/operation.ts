import type { CompiledPolicy } from '../../policy/compile';
import type { AuthorizationQuestion } from '../../policy/types';
import type { Asked, Refused } from '../iam/refused';
import type { Session } from '../sessions/session';
import type { ServiceError } from '../shared/service-error';
import type { AwsChunkedBody } from './aws-chunked';
import type { HttpRequest, HttpResponse } from './message';
import type { ServedOperation } from './served-operation';
import type { FormSignature } from './signature-parts';

/** What an operation knows of the call beside its input. */
export interface Call {
  /** Its body without framing, as {@link Operation.parse} saw it. */
  readonly request: HttpRequest;
  /** Who signed it; absent when it came unsigned. */
  readonly session?: Session;
  /** The region that the call was made to. */
  readonly region: string;
  /** Asks IAM one more question about this caller, where a no refuses nothing: it leaves out a part of the answer. */
  permits(question: AuthorizationQuestion): boolean;
  /**
   * Asks IAM one more question about this caller, where a no is a refusal: of one item (S3's delete-many), or of the call (a missing
   * object is 403 to whoever may not list).
   *
   * @throws ServiceError the service's AccessDenied; the refusal is reported
   */
  require(question: AuthorizationQuestion): void;
  /**
   * Ends the call by a refusal of somebody else than who signed it: of the player whom a token vouches for, by a role's trust policy.
   *
   * @param answer what the caller learns, which is less than what is reported
   * @throws ServiceError the answer
   */
  refuse(refused: Refused, answer: ServiceError): never;
  /** Tells of a decision by which somebody else than who signed it was let in: what {@link refuse} is where they are not. */
  allowed(asked: Asked): void;
}

/**
 * One API action: what it reads from the request, what it asks IAM, what it does. One file each. The dispatcher does
 * the rest in one order for all of them: verify the signature, decode the body, parse, ask IAM every question, run.
 */
export interface Operation<Input = unknown, Output = unknown> {
  /** The API's name for it: `GetObject`. */
  readonly name: string;
  /**
   * `required`: AWS refuses the call without a signature. `none`: AWS takes it unsigned (a signature that is there
   * all the same is ignored). `optional`: unsigned means the anonymous principal (S3).
   */
  readonly signature: ServedOperation['signature'];
  /**
   * The signature that the request carries in its body, in place of header or URL (S3's upload forms); undefined where this request has
   * none there. Absent: the operation is never signed that way.
   */
  formSignature?(request: HttpRequest): FormSignature | undefined;
  /** It is judged by its name and resource alone: what else its parameters say is not read. @default false */
  readonly unread?: boolean;
  /** Reads and checks the input; throws a {@link ServiceError}. */
  parse(request: HttpRequest): Input;
  /**
   * The questions to IAM, every one of which must be answered yes. Empty only for what AWS lets everybody do. May look at
   * stored state (a table's key schema, an object's tags), must not change it, and waits for nothing: until it runs, nothing else does.
   */
  authorize(input: Input, call: Call): readonly AuthorizationQuestion[];
  /** Absent: the call is judged like any other and then answered with `NotImplemented`. */
  run?(input: Input, call: Call): Promise<Output> | Output;
}

/** An operation whatever its input: whoever lists operations only hands each its own. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has an input of its own
export type AnyOperation<Output> = Operation<any, Output>;

/** How a service writes answers. One object per protocol, errors included; shared by the services that speak it. */
export interface Protocol<Output> {
  success(output: Output, operation: string, request: HttpRequest): HttpResponse;
  failure(error: ServiceError, request: HttpRequest): HttpResponse;
}

/** A service of the local cloud. */
export interface Service<Output = unknown> {
  /** Its SigV4 signing name: `s3`, `dynamodb`, `cognito-identity`, `sts`, `lambda`, `secretsmanager`, `cloudformation`. */
  readonly signingName: string;
  readonly protocol: Protocol<Output>;
  /** The operation that a request of this service asks for, or undefined: then {@link unknownOperation} is thrown. */
  match(request: HttpRequest): AnyOperation<Output> | undefined;
  /** All that {@link match} may answer, by the API's names. Absent: it serves pages, which no API lists. */
  operations?(): readonly ServedOperation[];
  unknownOperation(request: HttpRequest): ServiceError;
  /** The service's words for a refusal by IAM; `reason` is IAM's sentence. */
  accessDenied(reason: string): ServiceError;
  /**
   * The name by which a request asks for its operation, listed here or not. Absent where requests hold no names: REST services tell their
   * operations by path and method.
   */
  operationName?(request: HttpRequest): string | undefined;
  /**
   * Takes the framing off a body that came in chunks; undefined for one that came as it is. Called once the request's own signature
   * holds; the chunks' signatures are then verified too. Absent: the service takes bodies only as they are.
   */
  decode?(request: HttpRequest): AwsChunkedBody | undefined;
  /** Whether all requests to a host name, in lower case and without port, are for this service (S3's virtual-host style). Absent: none are. */
  ownsHost?(host: string): boolean;
  /** The largest body that it reads, in bytes. Absent: 16 MiB, more than any JSON API of AWS takes. */
  readonly largestBody?: number;
  /** The answer to a browser's preflight request; absent: every origin, method and header is let in, as AWS's JSON APIs do. */
  preflight?(request: HttpRequest): HttpResponse;
  /** Set where a preflight request is called like any other: APIs answer it by methods of their own. */
  readonly preflightsAreCalls?: true;
  /** Headers that cross-origin rules add to an answer; absent: every origin is let in. */
  corsHeaders?(request: HttpRequest): Readonly<Record<string, string>>;
  /** The resource's own policy (a bucket policy), where it has one. */
  resourcePolicy?(resourceArn: string): CompiledPolicy | undefined;
  /**
   * The tags of a resource, where its service's actions can be allowed by them (`aws:ResourceTag`); `unknown` where it may have some.
   * Absent: the operations say in their questions what tags count, if any do.
   */
  resourceTags?(resourceArn: string): ReadonlyMap<string, string> | 'unknown' | undefined;
}
