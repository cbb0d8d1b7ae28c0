/**
 * The runtime inside a function's process: loads the handler, calls it for each event, answers over IPC. Plain CommonJS, because
 * a bare `node` runs it: compiling TypeScript here would cost every cold start.
 */
const { issuerFetch } = require('../../../identities/issuer-fetch.js');
const { describeError, RuntimeError } = require('./errors.js');
const { loadHandler } = require('./load-handler.js');
const { redirectResponses } = require('./response-url.js');
const { standAlone } = require('./task-scope.js');
require('./lifeline.js');
require('./runtime-sdk.js');

const send = process.send.bind(process);
// Bound now, for loggers replace them.
const print = process.stdout.write.bind(process.stdout);
const complain = process.stderr.write.bind(process.stderr);
// A handler on Lambda has no parent process to talk to.
process.send = undefined;

// The local cloud is gone, however it went: nobody waits for this function any more.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

let handler;
let callbacks;
let context;
/** The invocation that runs now: `{ marker, settled, promised }`. */
let running;

process.on('message', (message) => {
  if (message.type === 'init') initialize(message);
  else invoke(message);
});
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) =>
  fail(new RuntimeError('UnhandledPromiseRejection', String(reason), reason)),
);
process.on('beforeExit', () => {
  // Nothing is left that could ever answer. A callback handler that never called back answers null; a promise that never settled
  // ends the process, as Node itself does.
  if (running === undefined || running.settled) return;
  if (!running.promised) return answer({ type: 'result', payload: 'null' });
  const message = 'The Lambda runtime client detected an unexpected Node.js exit code: a promise was never settled.';
  fail(new RuntimeError('NodeJsExit', message));
});

async function initialize(message) {
  globalThis.fetch = issuerFetch(message.issuers);
  if (message.responses !== undefined) redirectResponses(message.responses);
  context = message.context;
  // Up to Node 22 a handler may take a callback (documented: removed with nodejs24.x).
  callbacks = Number(/^nodejs(\d+)/.exec(message.runtime)?.[1]) < 24;
  standAlone(message.taskRoot);
  try {
    handler = await loadHandler(message.taskRoot, message.handler);
    if (!callbacks && handler.length > 2) {
      const text = `callback-based handlers are not supported by ${message.runtime}: make the handler async`;
      throw new RuntimeError('CallbackHandlerDeprecated', text);
    }
    send({ type: 'ready' });
  } catch (error) {
    fail(error);
  }
}

function invoke({ event, invocation, marker }) {
  running = { marker, settled: false, promised: true };
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  // From here only the handler's own work keeps the process alive.
  process.channel?.unref();
  const done = (error, result) => (error == null ? succeed(result) : refuse(error));
  try {
    const returned = handler(JSON.parse(event), contextOf(invocation), ...(callbacks ? [done] : []));
    const thenable = typeof returned?.then === 'function';
    if (thenable) returned.then(succeed, refuse);
    else if (callbacks) running.promised = false;
    else succeed(returned);
  } catch (error) {
    refuse(error);
  }
}

function contextOf({ deadline, requestId, arn, clientContext }) {
  return {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    invokedFunctionArn: arn,
    ...(clientContext === undefined ? {} : { clientContext }),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function succeed(result) {
  let payload;
  try {
    payload = JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (error) {
    return refuse(error);
  }
  answer({ type: 'result', payload });
}

function refuse(error) {
  const described = describeError(error);
  complain(`ERROR\tInvoke Error\t${JSON.stringify(described)}\n`);
  answer({ type: 'error', error: described });
}

/** The process cannot go on: says why, and ends it. */
function fail(error) {
  const described = describeError(error);
  complain(`ERROR\t${running === undefined ? 'Init' : 'Invoke'} Error\t${JSON.stringify(described)}\n`);
  answer({ type: 'fatal', error: described }, () => process.exit(1));
}

function answer(message, then) {
  if (running?.settled) return then?.();
  if (running !== undefined) running.settled = true;
  process.channel?.ref();
  // Pipe and IPC channel are not ordered among each other: the marker tells the parent that it has all lines up to here.
  const marker = running === undefined ? '' : running.marker;
  print(marker, () => complain(marker, () => send(message, then)));
}
