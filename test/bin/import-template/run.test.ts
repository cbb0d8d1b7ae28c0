import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeImport } from '../../../bin/import-template/run';

const folder = mkdtempSync(join(tmpdir(), 'import-template-'));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = {
  Outputs: { Id: { Value: { Ref: 'Pool' } } },
  Parameters: { BootstrapVersion: { Type: 'String' } },
  Resources: {
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://a.example' } },
    Pool: {
      ...{ Type: 'AWS::Cognito::IdentityPool', DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' },
      DependsOn: ['Provider'],
      Properties: {
        AllowUnauthenticatedIdentities: true,
        CognitoIdentityProviders: [{ ClientId: { Ref: 'Client' } }],
        OpenIdConnectProviderARNs: [{ Ref: 'Provider' }],
        IdentityPoolName: { 'Fn::Sub': 'pool-${AWS::Region}' },
      },
    },
    Client: { Type: 'AWS::Cognito::UserPoolClient', DeletionPolicy: 'Retain' },
  },
};
const file = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};
const template = file('whole.json', whole);
function run(...args: readonly string[]) {
  const said: string[] = [];
  const speech = { say: (text: string) => said.push(text), warn: (text: string) => said.push(text) };
  return { code: writeImport(args, speech), said: said.join('\n') };
}
const output = join(folder, 'import');
const written = (what: string) => JSON.parse(readFileSync(`${output}.${what}.json`, 'utf8'));
const existing = file('existing.json', { Pool: { Id: 'p' }, Client: { UserPoolId: 'u', ClientId: 'c' } });

test('what is imported stands alone, without what refers to anything else', () => {
  const { code, said } = run('--template', template, '--existing', existing, '--output', output);
  expect([code, said]).toEqual([
    0,
    expect.stringContaining('left out until the next deployment: Pool.OpenIdConnectProviderARNs'),
  ]);
  const { OpenIdConnectProviderARNs: _, ...Properties } = whole.Resources.Pool.Properties;
  const { DependsOn: __, ...pool } = { ...whole.Resources.Pool, Properties };
  expect(written('template')).toEqual({
    Resources: { Pool: pool, Client: { ...whole.Resources.Client, Properties: {} } },
  });
  expect(written('resources')).toEqual([
    { ResourceType: 'AWS::Cognito::IdentityPool', LogicalResourceId: 'Pool', ResourceIdentifier: { Id: 'p' } },
    {
      ...{ ResourceType: 'AWS::Cognito::UserPoolClient', LogicalResourceId: 'Client' },
      ResourceIdentifier: { UserPoolId: 'u', ClientId: 'c' },
    },
  ]);
});

test.each<[string, readonly string[], string]>([
  ['no template', ['--existing', existing, '--output', output], '--template is missing'],
  [
    'a template that is none',
    ['--template', file('bad', '{'), '--existing', existing, '--output', output],
    "can't be read as JSON",
  ],
  [
    'a resource that the template has not',
    ['--template', template, '--existing', file('other', { Other: { Id: 'o' } }), '--output', output],
    'the template has no resource Other',
  ],
  [
    'a resource that goes with its stack',
    ['--template', template, '--existing', file('gone', { Provider: { Arn: 'a' } }), '--output', output],
    'Provider would be deleted with its stack',
  ],
  [
    'identifiers that are no text',
    ['--template', template, '--existing', file('odd', { Pool: 'p' }), '--output', output],
    'must hold objects of strings',
  ],
])('%s is refused, and nothing is written', (_what, args, message) => {
  rmSync(`${output}.template.json`, { force: true });
  expect(run(...args)).toEqual({ code: 2, said: expect.stringContaining(message) });
  expect(() => written('template')).toThrow('ENOENT');
});

test('help says how it is called', () => {
  expect(run('--help')).toEqual({ code: 0, said: expect.stringContaining('npm run import-template -- --template') });
});
