import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInventory } from '../../../local/iam/read-inventory';

const directory = mkdtempSync(join(tmpdir(), 'inventory-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function inventory(content: unknown): string {
  const file = join(directory, 'account.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const provider = {
  arn: 'arn:aws:iam::123456789012:oidc-provider/players.star-harvest.example',
  url: 'https://players.star-harvest.example',
  clientIds: ['star-harvest-ios'],
};

test('an inventory holds the OIDC providers that templates import', () => {
  expect(readInventory(inventory({ oidcProviders: [provider] })).oidcProviders).toEqual([provider]);
  expect(readInventory(inventory({}))).toEqual({ oidcProviders: [], samlProviders: [], managedPolicies: [] });
});

test('a SAML provider’s metadata document is found from the inventory’s directory', () => {
  const arn = 'arn:aws:iam::123456789012:saml-provider/Studio';
  writeFileSync(join(directory, 'studio.xml'), '<EntityDescriptor/>');
  const named = (metadataFile: string) => readInventory(inventory({ samlProviders: [{ arn, metadataFile }] }));
  expect(named('studio.xml').samlProviders).toEqual([{ arn, metadata: '<EntityDescriptor/>' }]);
  expect(() => named('absent.xml')).toThrow(`the metadata of ${arn} ${join(directory, 'absent.xml')} can't be read`);
});

test('an inventory holds the managed policies that roles and sessions name', () => {
  const document = { Version: '2012-10-17', Statement: [] };
  const managedPolicies = ['123456789012', 'aws'].map((owner) => ({
    arn: `arn:aws:iam::${owner}:policy/Play`,
    document,
  }));
  expect(readInventory(inventory({ managedPolicies })).managedPolicies).toEqual(managedPolicies);
});

test.each<[string, unknown, string]>([
  [
    'a policy that is none',
    { managedPolicies: [{ arn: 'arn:aws:iam::aws:policy/Play', document: 'Allow' }] },
    'managedPolicies[0].document: must be the policy document',
  ],
  [
    'the ARN of a role for a policy',
    { managedPolicies: [{ arn: 'arn:aws:iam::123456789012:role/Play', document: {} }] },
    'managedPolicies[0].arn: must be the ARN of a managed policy',
  ],
  ['a field of another name', { oidcProvider: [] }, 'has no field oidcProvider: take it out, or correct its name'],
  [
    'a list that is none',
    { oidcProviders: provider },
    'oidcProviders: must be a list of { "arn", "url", "clientIds" }',
  ],
  [
    'an ARN of something else',
    { oidcProviders: [{ ...provider, arn: 'arn:aws:iam::123456789012:role/Player' }] },
    'oidcProviders[0].arn: must be the ARN of an IAM OIDC provider',
  ],
  ['no URL', { oidcProviders: [{ ...provider, url: undefined }] }, 'oidcProviders[0].url: must be the issuer'],
  [
    'no client ID',
    { oidcProviders: [{ ...provider, clientIds: [] }] },
    'oidcProviders[0].clientIds: must hold at least one client ID',
  ],
  [
    'an empty client ID',
    { oidcProviders: [{ ...provider, clientIds: ['a', ''] }] },
    'oidcProviders[0].clientIds[1]: must be a client ID',
  ],
  [
    'a field too many in an entry',
    { oidcProviders: [provider, { ...provider, thumbprint: 'x' }] },
    'oidcProviders[1]: has no field thumbprint',
  ],
  [
    'a SAML provider by an OIDC provider’s ARN',
    { samlProviders: [{ arn: provider.arn, metadataFile: 'studio.xml' }] },
    'samlProviders[0].arn: must be the ARN of an IAM SAML provider',
  ],
  ['a list in place of the object', [], 'the file: must be a JSON object'],
  ['something that is not JSON', '{', 'is not JSON'],
])('%s is refused by its place', (_what, content, problem) => {
  expect(() => readInventory(inventory(content))).toThrow(problem);
});

test('a file that is not there is said to be so', () => {
  expect(() => readInventory(join(directory, 'absent.json'))).toThrow('there is no such file');
});

test('every problem is named at once', () => {
  const file = inventory({ oidcProviders: [{ ...provider, arn: 'x', clientIds: 'y' }] });
  expect(() => readInventory(file)).toThrow(/arn: must(.|\n)*clientIds: must/);
});
