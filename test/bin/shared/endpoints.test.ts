import { checkEndpoints } from '../../../bin/shared/endpoints';

const variables = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_CLOUDFORMATION',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_STS',
];
const noUrls = ['notaurl', 'localhost:4510', '127.0.0.1:4510', 'ftp://localhost', 'http://'];

test.each(variables.flatMap((variable) => noUrls.map((value) => [variable, value])))(
  '%s=%s is refused',
  (variable, value) => {
    expect(() => checkEndpoints({ [variable]: value })).toThrow(
      `${variable} is not a URL: write one such as http://127.0.0.1:4510, or unset it`,
    );
  },
);

test.each(['http://127.0.0.1:4510', 'https://vpce.example', '', undefined])('%s is let be', (value) => {
  expect(() => checkEndpoints({ AWS_ENDPOINT_URL: value })).not.toThrow();
});
