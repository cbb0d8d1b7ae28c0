import { ServiceError } from '../../shared/service-error';

/**
 * Lambda's own errors. Most say whose fault they are in `Type`; that some spell their message's member `Message` is lost on the SDKs, which
 * read both, so all have `message` here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
 */
const userError = (code: string, message: string, status = 400) =>
  new ServiceError(code, message, status, { Type: 'User' });

/** The function, or its version or alias, is not there. **Observed** wording. */
export const functionNotFound = (arn: string) =>
  userError('ResourceNotFoundException', `Function not found: ${arn}`, 404);

/** A function that nobody was granted. **Documented** status and code; the sentence is **unconfirmed**. */
export const policyNotFound = () =>
  userError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);

/** The execution role does not trust Lambda. **Observed** wording and status (terraform-aws-airship-ecs-service#60). */
export const roleNotAssumable = () =>
  userError('AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.', 403);

/** The payload is no JSON. **Observed** wording. */
export const invalidPayload = (why: string) =>
  userError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${why}`,
  );

/** A request header that cannot be read. */
export const invalidHeader = (sentence: string) => userError('InvalidRequestContentException', sentence);

/** A parameter that has none of its values. */
export const invalidParameter = (sentence: string) => userError('InvalidParameterValueException', sentence);

/** The payload is larger than its kind of invocation takes. **Observed** wording and status. */
export const payloadTooLarge = (limit: number) =>
  userError(
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
  );

/** A member breaks its constraint. **Observed** wording, the same in many services. */
export const constraintBroken = (value: string, member: string, pattern: string) =>
  new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
  );

/** The local cloud does not run the function's language. The code is **documented** (`Invoke`); the words are the local cloud's own. */
export const runtimeNotRun = (name: string, runtime: string) =>
  new ServiceError(
    'InvalidRuntimeException',
    `The local cloud runs functions of Node.js alone: ${name} (${runtime}) stands, and can't be invoked here`,
    502,
    { Type: 'User' },
  );
