import type { GameConfig } from './game-config';
import type { LocalCloud } from './outputs';
import type { TakenOutputs } from './taken-outputs';

/** The platforms whose app clients a format is for, by the end of their names. */
export type Platforms = readonly string[];

/** What leaves the user pool out of a configuration, in place of an app client. */
export const noClient = 'none';

const clientId = 'UserPoolClientId';

/**
 * `openid` alone: with `email` beside it, the ID token has no custom attribute, and so no clan.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html (documented)
 */
const scopes = ['openid'];

interface Wanted {
  /** The end of an output's name, `StarHarvestWeb`; or `none`; or where the stack names no client, a client's ID. */
  readonly client?: string;
  readonly platforms: Platforms;
  readonly local?: LocalCloud;
  /** Told what the configuration lacks although the stage has it. */
  remark(sentence: string): void;
}

/**
 * The user pool as one app client uses it.
 *
 * @returns undefined where the stage has no user pool, or none is wanted
 * @throws Error that lists the app clients, where none or several would do
 */
export function userPoolFor(stack: TakenOutputs, wanted: Wanted): GameConfig['userPool'] {
  const id = stack.maybe('UserPoolId');
  if (id === undefined) {
    if (wanted.client === undefined || wanted.client === noClient) return undefined;
    throw new Error(`--client names an app client, and the stack ${stack.name} has no user pool; leave it out`);
  }
  if (wanted.client === noClient) return undefined;
  const clients = stack.named(clientId);
  if (Object.keys(clients).length === 0) return { id, clientId: idOfUnnamed(stack, id, wanted.client) };
  const name = chosen(Object.keys(clients), wanted);
  const managedLogin = managedLoginOf(stack, id, name, wanted);
  return { id, clientId: clients[name] ?? '', ...(managedLogin && { managedLogin }) };
}

/** An imported pool's clients are not of the stack. */
function idOfUnnamed({ name }: TakenOutputs, userPoolId: string, client: string | undefined): string {
  if (client !== undefined && /^[\w+]{1,128}$/.test(client)) return client;
  throw new Error(
    `the stack ${name} names no app client of the user pool ${userPoolId}, which it imports or has no app in; give its ID, --client <id>, or leave the user pool out, --client ${noClient}`,
  );
}

function chosen(names: readonly string[], { client, platforms }: Wanted): string {
  const choices = `--client takes one of ${[...names, noClient].join(', ')}`;
  if (client !== undefined) {
    if (names.includes(client)) return client;
    throw new Error(`there is no such app client; ${choices}`);
  }
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  const [fitting, ...further] = names.filter((name) => platforms.some((platform) => name.endsWith(platform)));
  if (fitting !== undefined && further.length === 0) return fitting;
  throw new Error(`there are several app clients; ${choices}`);
}

/** Where the page is, and where it sends players of this client. */
function managedLoginOf(stack: TakenOutputs, userPoolId: string, client: string, { local, remark }: Wanted) {
  const signInUrl = stack.maybe('UserPoolSignInUrl');
  if (signInUrl === undefined) return undefined;
  const urls = stack.take(`UserPoolCallbackUrls${client}`).split(' ');
  const logoutUrls = stack.maybe(`UserPoolLogoutUrls${client}`)?.split(' ') ?? [];
  const url = local === undefined ? signInUrl : localPage(local, userPoolId);
  if (url === undefined) {
    remark('managed login is left out: apps write https:// before its domain; start the local cloud with --https');
    return undefined;
  }
  const domain = url.replace(/^https:\/\//, '');
  return { domain, redirectSignIn: urls, redirectSignOut: logoutUrls, scopes: [...scopes] };
}

function localPage({ managedLogins }: LocalCloud, userPoolId: string): string | undefined {
  return managedLogins.find((login) => login.userPoolId === userPoolId)?.httpsUrl;
}
