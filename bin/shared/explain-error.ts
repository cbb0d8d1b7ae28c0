import { printable } from './printable';

/** Keys or a session that are not taken (**documented**: the services' common errors). */
const unknownCredentials = [
  ...['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidSignatureException'],
  ...['ExpiredToken', 'ExpiredTokenException', 'InvalidToken', 'AuthFailure'],
];
const howToGetCredentials =
  'sign in (aws sso login), set AWS_PROFILE, or for the local cloud export what npm run local prints';

/**
 * Says what went wrong to whoever runs the command, and what to do about it.
 *
 * @param endpoint the value of `AWS_ENDPOINT_URL`, where it is set
 * @param permissions what the command needs, for whoever lacks it
 */
export function explainError(error: unknown, endpoint: string | undefined, permissions: string): string {
  return printable(explained(error, endpoint, permissions));
}

function explained(error: unknown, endpoint: string | undefined, permissions: string): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const { name, message } = error;
  if (name === 'Error' && message === 'Region is missing') {
    return 'no region: write it into the stage (config/), set AWS_REGION, or take a profile that has one';
  }
  if (['CredentialsProviderError', 'TokenProviderError'].includes(name)) {
    return `no AWS credentials: ${howToGetCredentials} (${message})`;
  }
  if (unknownCredentials.includes(name)) return `AWS does not take your credentials: ${howToGetCredentials} (${name})`;
  if (['AccessDenied', 'AccessDeniedException'].includes(name)) return `${message}; it takes ${permissions}`;
  if (name === 'TimeoutError') return `no answer in time: ${message}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_URL') return 'endpoint_url in your AWS profile is not a URL; correct it, or take it out';
  if (code !== undefined && /^(ECONN|EAI_|ENOTFOUND|EHOST|ENET)/.test(code)) {
    return endpoint === undefined
      ? `AWS is out of reach: ${code}`
      : `nothing answers at AWS_ENDPOINT_URL=${endpoint}: ${code}; start npm run local, or unset it`;
  }
  // What this project throws speaks for itself.
  return ['Error', 'ConfigError', 'AssemblyError'].includes(name) ? message : `${name}: ${message}`;
}
