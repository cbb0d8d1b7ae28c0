/** Where the module lies below a function's own file, so that `require('cfn-response')` finds it. */
export const responseModuleFile = 'node_modules/cfn-response.js';

/**
 * What AWS lays beside a Node.js function that is a text in its template: `send`, `SUCCESS` and `FAILED`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html documented: its arguments,
 * and that the log stream is the physical ID where none is given
 */
export const responseModule = `'use strict';
const { request } = require('node:https');
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = (event, context, Status, Data, physicalId, noEcho) => {
  const { StackId, RequestId, LogicalResourceId } = event;
  const Reason = 'See the details in CloudWatch Log Stream: ' + context.logStreamName;
  const PhysicalResourceId = physicalId || context.logStreamName;
  const NoEcho = noEcho || false;
  const body = JSON.stringify({ Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId, NoEcho, Data });
  const { hostname, pathname, search } = new URL(event.ResponseURL);
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  const ended = () => context.done && context.done();
  const put = request({ hostname, port: 443, path: pathname + search, method: 'PUT', headers }, (response) => {
    response.resume();
    ended();
  });
  put.on('error', (error) => {
    console.log('send failed: ' + error.message);
    ended();
  });
  put.end(body);
};
`;
