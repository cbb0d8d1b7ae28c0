// A local cloud to be killed: runs one function that never ends. Plain JavaScript with the project's own transpiler.
require('ts-node/register');
const { FunctionProcesses } = require('../../../../local/services/lambda/function-processes');

const lambda = JSON.parse(process.argv[2]);
const processes = new FunctionProcesses({
  endpointUrl: () => 'http://127.0.0.1:1',
  issuers: () => ({}),
  executionSession: () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  clock: { now: () => Date.now() },
});
processes.run(lambda, '$LATEST', { requestId: 'r', event: '{}', arn: lambda.arn });
