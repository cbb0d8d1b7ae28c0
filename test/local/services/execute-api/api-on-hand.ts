import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { STS } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CloudOptions } from '../../../../local/account/cloud-options';
import { outputOf } from '../../../../local/account/outputs';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { type AccountOnHand, accountOnHand } from '../../deployments/account-on-hand';
import { Sha256 } from '../../http/signed-call';
import { apiTemplate } from './api-template';

/** The keys of a caller. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request of an API, below its stage. */
export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who signs it; absent: nobody does. */
  readonly keys?: Keys;
  readonly service?: string;
  readonly region?: string;
  /** By how much its date is off, in milliseconds. */
  readonly late?: number;
  /** The body that is sent in place of the one that was signed. */
  readonly swapped?: string;
  /** Path and stage, in place of the API's own. */
  readonly at?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** An object where the answer is JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A player of the user pool. */
export interface PoolPlayer {
  readonly identityId: string;
  readonly sub: string;
  readonly keys: Keys;
  readonly idToken: string;
  readonly accessToken: string;
}

/** A deployed API, and who calls it. */
export interface ApiOnHand extends AccountOnHand {
  readonly apiId: string;
  readonly administrator: Keys;
  output(name: string): string;
  call(asked: Asked): Promise<Answered>;
  player(pool: 'Players' | 'Others', email: string): Promise<PoolPlayer>;
  /** The keys that STS hands a player of the pool for its token: those of the basic flow. */
  byBasicFlow(player: PoolPlayer): Promise<Keys>;
  guest(): Promise<{ readonly identityId: string; readonly keys: Keys }>;
}

export async function apiOnHand(
  template: object = apiTemplate(),
  options: Partial<CloudOptions> = {},
): Promise<ApiOnHand> {
  const account = await accountOnHand(options);
  try {
    const status = await account.deploy('scores', template, { Capabilities: ['CAPABILITY_IAM'] });
    if (status !== 'CREATE_COMPLETE') throw new Error((await account.history('scores')).join('\n'));
  } catch (error) {
    // A listener left open would keep the test runner waiting.
    await account.cloud.stop();
    throw error;
  }
  const { cloud } = account;
  const output = (name: string) => outputOf(cloud.stacks, name);
  const client = administratorClient(cloud);
  const identityPool = new CognitoIdentity({ endpoint: cloud.url, region: cloud.region });
  const users = new CognitoIdentityProvider(client);
  const keysOf = async (IdentityId: string, Logins?: Record<string, string>): Promise<Keys> => {
    const { Credentials } = await identityPool.getCredentialsForIdentity({ IdentityId, ...(Logins && { Logins }) });
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
  };
  return {
    ...account,
    get apiId() {
      return output('ApiId');
    },
    administrator: client.credentials as Keys,
    output,
    call: (asked) => send(cloud.url, asked.at ?? `/_execute-api/${output('ApiId')}/live${asked.path}`, asked),
    async byBasicFlow({ identityId: IdentityId, idToken }) {
      const Logins = { [`cognito-idp.eu-west-1.amazonaws.com/${output('PlayersPool')}`]: idToken };
      const { Token = '' } = await identityPool.getOpenIdToken({ IdentityId, Logins });
      const sts = new STS({ endpoint: cloud.url, region: cloud.region });
      const { Credentials } = await sts.assumeRoleWithWebIdentity({
        RoleArn: output('Role'),
        RoleSessionName: 'CognitoIdentityCredentials',
        WebIdentityToken: Token,
      });
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    async guest() {
      const { IdentityId = '' } = await identityPool.getId({ IdentityPoolId: output('IdentityPool') });
      return { identityId: IdentityId, keys: await keysOf(IdentityId) };
    },
    async player(pool, email) {
      const UserPoolId = output(`${pool}Pool`);
      const Password = 'Correct-horse-7';
      await users.adminCreateUser({ UserPoolId, Username: email, MessageAction: 'SUPPRESS' });
      await users.adminSetUserPassword({ UserPoolId, Username: email, Password, Permanent: true });
      const { AuthenticationResult: tokens } = await users.initiateAuth({
        ClientId: output(`${pool}Client`),
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: Password },
      });
      const { IdToken = '', AccessToken = '' } = tokens ?? {};
      const claims = JSON.parse(Buffer.from(IdToken.split('.')[1] ?? '', 'base64url').toString()) as {
        readonly sub: string;
      };
      if (pool === 'Others')
        return { identityId: '', sub: claims.sub, keys: none, idToken: IdToken, accessToken: AccessToken };
      const Logins = { [`cognito-idp.eu-west-1.amazonaws.com/${UserPoolId}`]: IdToken };
      const { IdentityId = '' } = await identityPool.getId({ IdentityPoolId: output('IdentityPool'), Logins });
      const keys = await keysOf(IdentityId, Logins);
      return { identityId: IdentityId, sub: claims.sub, keys, idToken: IdToken, accessToken: AccessToken };
    },
  };
}

const none: Keys = { accessKeyId: '', secretAccessKey: '' };

/** Signs as the AWS SDK for JavaScript does, and sends. */
async function send(url: string, path: string, asked: Asked): Promise<Answered> {
  const { hostname, host } = new URL(url);
  const body = asked.body ?? '';
  const request = {
    ...{ method: asked.method ?? 'POST', protocol: 'http:', hostname, path, query: { ...asked.query }, body },
    headers: { host, ...asked.headers },
  };
  const signed = asked.keys === undefined ? request : await signer(asked, asked.keys).sign(request, dateOf(asked));
  const query = new URLSearchParams(asked.query).toString();
  const { host: _host, ...headers } = signed.headers as Record<string, string>;
  const response = await fetch(`${url}${path}${query && `?${query}`}`, {
    method: request.method,
    headers,
    ...(body === '' && asked.swapped === undefined ? {} : { body: asked.swapped ?? body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function signer(
  { service = 'execute-api', region = 'eu-west-1' }: Asked,
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
) {
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return new SignatureV4({ service, region, credentials, sha256: Sha256 as never, applyChecksum: true });
}

function dateOf({ late = 0 }: Asked) {
  return { signingDate: new Date(Date.now() - late) };
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
