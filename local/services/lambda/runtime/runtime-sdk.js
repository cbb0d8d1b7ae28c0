/**
 * Lambda's Node runtimes have the AWS SDK for JavaScript v3 with them (**documented**: "Node.js runtimes"), and code that brings none of its
 * own finds it there. What stands for it here is the project's; nothing else of the project is found.
 */
const Module = require('node:module');

const own = Module.createRequire(__filename);
const resolve = Module._resolveFilename;

Module._resolveFilename = function resolveFilename(request, ...more) {
  try {
    return resolve.call(this, request, ...more);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !/^@(aws-sdk|smithy)\//.test(request)) throw error;
    try {
      return own.resolve(request);
    } catch {
      throw error;
    }
  }
};
