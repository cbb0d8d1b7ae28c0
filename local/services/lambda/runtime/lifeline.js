/**
 * Ends this process when the local cloud is gone, even while the handler's thread is in a loop that never yields, in which no event
 * of the main thread is ever heard: a thread of its own listens on a pipe whose other end only the local cloud holds.
 */
const { Socket } = require('node:net');
const { isMainThread, Worker } = require('node:worker_threads');

/** The pipe's number, behind those of stdin, stdout, stderr and IPC. */
const lifeline = 4;

if (isMainThread) {
  // Not referenced: only the handler's own work keeps the process alive.
  new Worker(__filename, { env: {}, execArgv: [] }).unref();
} else {
  new Socket({ fd: lifeline })
    .on('error', () => {})
    .on('close', () => process.kill(process.pid, 'SIGKILL'))
    .resume();
}
