import type { Format } from '../format';
import type { GameConfig } from '../game-config';

/**
 * Variables for Vite, Node's `--env-file` and a shell's `.`, which read the same in it: what one of them would expand is quoted, or
 * refused where no quoting is common to them. Lists have a space between two values.
 */
export const dotenv: Format = {
  name: 'dotenv',
  readBy: 'Vite, node --env-file, shells: .env',
  platforms: ['Web'],
  variables: true,
  write: (config, { prefix }) => ({
    text: eachOnce(variablesOf(config))
      .map(([name, value]) => `${prefix}${name}=${quoted(`${prefix}${name}`, value)}\n`)
      .join(''),
  }),
};

function variablesOf({
  aws,
  userPool,
  scores,
  roles,
  samlProviders,
  ...config
}: GameConfig): [name: string, value: string][] {
  const page = userPool?.managedLogin;
  const all: [string, string | undefined][] = [
    ['AWS_REGION', aws.region],
    ['AWS_ENDPOINT_URL', aws.endpoint],
    ['IDENTITY_POOL_ID', config.identityPoolId],
    ['GUESTS', String(config.guests)],
    ['BUCKET', config.bucket],
    ['TABLE', config.table],
    ['USER_POOL_ID', userPool?.id],
    ['USER_POOL_CLIENT_ID', userPool?.clientId],
    ['MANAGED_LOGIN_DOMAIN', page?.domain],
    ['MANAGED_LOGIN_REDIRECT_SIGN_IN', page?.redirectSignIn.join(' ')],
    ['MANAGED_LOGIN_REDIRECT_SIGN_OUT', page?.redirectSignOut.join(' ')],
    ['MANAGED_LOGIN_SCOPES', page?.scopes.join(' ')],
    ['SCORES_URL', scores?.url],
    ['AUTHENTICATED_ROLE_ARN', roles.authenticated],
    ['GUEST_ROLE_ARN', roles.guest],
    ...named('NAMED_ROLE_ARN', roles.named),
    ...named('FEDERATED_ROLE_ARN', roles.federated),
    ...named('SAML_PROVIDER_ARN', samlProviders),
  ];
  return all.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

/** `MyStudio` of an output as `MY_STUDIO` of a variable. */
function named(prefix: string, arns: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(arns).map(([name, arn]) => [
    `${prefix}_${name.replace(/(?<=[A-Za-z0-9])(?=[A-Z])/g, '_').toUpperCase()}`,
    arn,
  ]);
}

/** @throws Error where two values have one name, and the last would be read alone */
function eachOnce(variables: readonly [name: string, value: string][]): readonly [name: string, value: string][] {
  const names = variables.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice === undefined) return variables;
  throw new Error(
    `two outputs would be the variable ${twice}, as their names differ by capitals alone; take another format`,
  );
}

/** @throws Error where the readers have no quoting in common */
function quoted(name: string, value: string): string {
  if (/^[\w@%+:,./-]+$/.test(value)) return value;
  // Vite expands a dollar in any quotes, and a backslash before it is there for others.
  if (/[$\\`'\p{Cc}]/u.test(value)) {
    throw new Error(
      `${name} holds a character that Vite, Node and shells read differently ($, \\, a backtick, ' or a control character such as a line break): ${value}; take another format, or percent-encode it in the stage's configuration`,
    );
  }
  return `'${value}'`;
}
