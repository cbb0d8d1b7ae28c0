/** An error of the runtime itself, named as AWS names it: `Runtime.HandlerNotFound`. */
class RuntimeError extends Error {
  constructor(name, message, cause) {
    super(message);
    this.name = `Runtime.${name}`;
    if (cause instanceof Error) this.stack = cause.stack;
  }
}

/** An error as Lambda's payload has it: `{ errorType, errorMessage, trace }`. Anything may be thrown. */
function describeError(error) {
  if (error instanceof Error || typeof error?.stack === 'string') {
    return {
      errorType: String(error.name),
      errorMessage: String(error.message),
      trace: String(error.stack).split('\n'),
    };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

module.exports = { RuntimeError, describeError };
