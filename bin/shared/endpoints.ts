/** The variables by which the AWS SDK reaches another place than AWS, as far as the command calls it (**documented**: service-specific endpoints). */
const variables = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_CLOUDFORMATION',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_STS',
];
const isUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/**
 * Refuses what the SDK would not call by its name: `localhost:4510` is a URL to it, of the scheme `localhost:`.
 *
 * @throws Error that names the variable
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function checkEndpoints(environment: Readonly<Record<string, string | undefined>>): void {
  for (const variable of variables) {
    const value = environment[variable];
    if (value && !isUrl(value)) {
      throw new Error(`${variable} is not a URL: write one such as http://127.0.0.1:4510, or unset it`);
    }
  }
}
