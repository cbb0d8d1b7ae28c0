import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSamlMetadata as readAtSynthesis } from '../../../../lib/federation/login-providers/saml-metadata';
import { readSamlMetadata } from '../../../../local/identities/saml/metadata';
import { TestClock } from '../../federation/cloud';
import { SamlIssuer } from './saml-issuer';

const issuer = new SamlIssuer('https://studio.example/saml', new TestClock());
const at = (...locations: string[]) => {
  const services = locations.map((location) => `<md:SingleSignOnService Binding="any" Location="${location}"/>`);
  return readSamlMetadata(issuer.metadata().replace(/<md:SingleSignOnService[^>]*>/, services.join('')));
};

test('metadata says where the sign-in pages are, each once, without query', () => {
  expect(readSamlMetadata(issuer.metadata()).signOnLocations).toEqual(['https://studio.example/saml/sso']);
  const twice = ['https://studio.example/sso/', 'https://studio.example/sso?idp=1', 'https://studio.example'];
  expect(at(...twice).signOnLocations).toEqual(['https://studio.example/sso', 'https://studio.example']);
});

test('a sign-in page that is no https URL is none, and metadata may have none at all', () => {
  expect(at('http://studio.example/sso', 'sso', '').signOnLocations).toEqual([]);
  expect(at().signOnLocations).toEqual([]);
  expect(at('https://studio.example/sso').signOnLocations).toEqual(['https://studio.example/sso']);
});

test('a studio’s metadata is read alike by synthesis and by the local cloud, and lasts', () => {
  const file = 'test/stages/studio-saml-metadata.xml';
  const entityId = 'https://studio.star-harvest.example/saml';
  expect(readAtSynthesis(file, Date.parse('2120-01-01'))).toMatchObject({ entityId, warnings: [] });
  const metadata = readSamlMetadata(readFileSync(join(__dirname, '../../../..', file), 'utf8'));
  expect(metadata).toMatchObject({ entityId, signOnLocations: [`${entityId}/sso`] });
  expect(metadata.keys).toHaveLength(1);
});
