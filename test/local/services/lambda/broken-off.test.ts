import { brokenOff } from '../../../../local/services/lambda/broken-off';

const error = (errorType: string, errorMessage: string) => ({
  failed: true,
  payload: JSON.stringify({ errorType, errorMessage }),
});
const missing = (name: string) =>
  error('Runtime.ImportModuleError', `Error: Cannot find module '${name}'\nRequire stack:\n- x`);

test.each([
  ['an error of its own', error('TypeError', 'x is not a function'), /^TypeError: x is not a function$/],
  ['a module of its own', missing('lodash'), /^Runtime\.ImportModuleError: Error: Cannot find module 'lodash'$/],
  ['version 2 of the SDK', missing('aws-sdk'), /'aws-sdk' \(version 2 of the AWS SDK: .*version 3 alone/],
  ['a part of version 2', missing('aws-sdk/clients/s3'), /version 3 alone/],
])('a function that broke off for %s says so', (_what, outcome, said) => {
  expect(brokenOff(outcome)).toMatch(said);
});

test('control: one that did not break off says nothing', () => {
  expect(brokenOff({ failed: false, payload: '"Cannot find module \'aws-sdk\'"' })).toBeUndefined();
});
