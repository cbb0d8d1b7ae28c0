import { execFileSync } from 'node:child_process';
import { type CommandLines, commandLines } from '../../../../local/account/landing/command-lines';
import { handMadeStack } from '../../hand-made-stack';

const issuer = 'https://players.example';
const arn = 'arn:aws:iam::123456789012:oidc-provider/players.example';
const saml = 'arn:aws:iam::123456789012:saml-provider/studio';
const roleFor = (federated: string, key: string, app: string) => ({
  AssumeRolePolicyDocument: {
    Statement: [{ Principal: { Federated: federated }, Condition: { StringEquals: { [key]: app } } }],
  },
});
const stack = handMadeStack([
  [
    'AWS::Cognito::IdentityPool',
    'eu-west-1:pool',
    {
      OpenIdConnectProviderARNs: [arn],
      SamlProviderARNs: [saml],
      SupportedLoginProviders: { 'www.amazon.com': 'amzn1.app' },
    },
  ],
  ['AWS::Cognito::IdentityPool', 'eu-west-1:other', { OpenIdConnectProviderARNs: [] }],
  ['AWS::IAM::Role', 'direct', roleFor(arn, 'players.example:aud', 'ios')],
  ['AWS::IAM::Role', 'amazon', roleFor('www.amazon.com', 'www.amazon.com:app_id', 'amzn1.app')],
  ['AWS::IAM::Role', 'pool', roleFor('cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com:aud', 'ios')],
]);
const cloud = { url: 'http://127.0.0.1:4510', region: 'eu-west-1', account: '123456789012', stacks: [stack] };

/** What the AWS CLI would be given, each call's arguments. */
function callsOf({ lines }: CommandLines): string[][] {
  const cli =
    'aws() { for word in "$@"; do printf "%s\\0" "$word"; done >&2; printf "\\n\\0" >&2; echo eu-west-1:identity; }';
  const script = `${cli}\n${lines}`;
  const told = execFileSync('sh', ['-c', `{ ${script}\n} 2>&1 >/dev/null`], { encoding: 'utf8' });
  return told
    .split('\n\0')
    .filter((call) => call !== '')
    .map((call) => call.split('\0').slice(0, -1));
}
const value = (call: readonly string[] | undefined, option: string) => call?.[call.indexOf(option) + 1];

const login = (name: string, clientId: string | undefined, token = 'a.b-c_d') => ({ issuer: name, clientId, token });

describe('a token is taken to', () => {
  test.each([
    ['OpenID', login(issuer, 'ios'), ['eu-west-1:pool'], 1],
    ['OpenID, of an app that no role trusts', login(issuer, 'android'), ['eu-west-1:pool'], 0],
    ['Amazon', login('www.amazon.com', 'amzn1.app'), ['eu-west-1:pool'], 1],
    ['SAML, which has no role of its own', login(saml, undefined), ['eu-west-1:pool'], 0],
    ['a provider that nothing takes', login('https://elsewhere.example', 'ios'), [], 0],
  ])('the identity pools and the roles that take %s', (_what, given, pools, roles) => {
    const all = commandLines(cloud, given);
    expect(all.filter(({ what }) => what === 'identity pool').map(({ at }) => at)).toEqual(pools);
    expect(all.filter(({ what }) => what === 'role')).toHaveLength(roles);
  });

  test.each([
    ['a JWT', 'eyJh.eyJp.c2ln-_'],
    ['Amazon’s', 'Atza|IQEBLjAsAhRm'],
    ['base64', 'PHNhbWw+/w=='],
    ['what a shell would read', `'"$(touch /tmp/x)\`id\` \\ ; &`],
  ])('as it is, by a shell that runs the lines: %s', (_what, token) => {
    const [pool, role] = commandLines(cloud, login('www.amazon.com', 'amzn1.app', token));
    const [getId, getCredentials] = callsOf(pool as CommandLines);
    expect(getId?.slice(0, 2)).toEqual(['cognito-identity', 'get-id']);
    for (const call of [getId, getCredentials]) {
      expect(JSON.parse(value(call, '--logins') ?? '')).toEqual({ 'www.amazon.com': token });
      expect(value(call, '--endpoint-url')).toBe(cloud.url);
      expect(call).toContain('--no-sign-request');
    }
    expect(value(getCredentials, '--identity-id')).toBe('eu-west-1:identity');
    const [direct] = callsOf(role as CommandLines);
    expect(value(direct, '--web-identity-token')).toBe(token);
    expect(value(direct, '--provider-id')).toBe('www.amazon.com');
  });
});
