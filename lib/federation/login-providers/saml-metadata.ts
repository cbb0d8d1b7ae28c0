import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Metadata that can't be used; the message says why and what to do. */
export class SamlMetadataRefused extends Error {
  override readonly name = 'SamlMetadataRefused';
}

/** The metadata of a SAML identity provider, as its file holds it. */
export interface SamlMetadata {
  readonly xml: string;
  readonly entityId: string;
  /** What will need care soon, as sentences. */
  readonly warnings: readonly string[];
}

const projectRoot = join(__dirname, '..', '..', '..');
const day = 24 * 60 * 60 * 1000;
const soon = 30 * day;
/** Characters. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html (documented) */
const size = { least: 1000, most: 10_000_000 };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  processEntities: false,
  isArray: (name) => ['KeyDescriptor', 'X509Data', 'X509Certificate', 'IDPSSODescriptor'].includes(name),
});

type Node = Record<string, unknown>;
const children = (parent: unknown, name: string): Node[] => {
  const found = typeof parent === 'object' && parent !== null ? (parent as Node)[name] : undefined;
  return found === undefined ? [] : ([found].flat() as Node[]);
};

/**
 * Reads a provider's metadata and checks what IAM and every later sign-in depend on: well-formed XML, an identity provider's
 * descriptor, a signing certificate that is still good.
 *
 * @param file relative to the project's root
 * @param now milliseconds since the epoch
 * @throws SamlMetadataRefused
 */
export function readSamlMetadata(file: string, now: number): SamlMetadata {
  const xml = contentsOf(file);
  const refuse = (why: string): never => {
    throw new SamlMetadataRefused(`'${file}' ${why}`);
  };
  if (xml.length < size.least || xml.length > size.most) {
    refuse(`has ${xml.length} characters; IAM takes ${size.least} to ${size.most} of SAML metadata`);
  }
  // Entities would let the file mean another thing to IAM than to whoever reads it here.
  if (/<!DOCTYPE/i.test(xml)) refuse('has a document type; ask the identity provider for metadata without one');
  const wellFormed = XMLValidator.validate(xml);
  if (wellFormed !== true) refuse(`is not well-formed XML: ${wellFormed.err.msg} (line ${wellFormed.err.line})`);

  const [entity] = children(parser.parse(xml), 'EntityDescriptor');
  const entityId = entity?.['@entityID'];
  if (typeof entityId !== 'string') {
    return refuse('has no EntityDescriptor with an entityID as its root; it is not the metadata of one provider');
  }
  const descriptors = children(entity, 'IDPSSODescriptor');
  if (descriptors.length === 0) {
    refuse('has no IDPSSODescriptor; it describes a service, not an identity provider');
  }
  const validUntil = Date.parse(String(entity?.['@validUntil'] ?? ''));
  if (validUntil <= now) refuse(`says that it was valid until ${isoDate(validUntil)}; fetch it anew`);
  const expiries = descriptors.flatMap(signingCertificates).map((certificate) => expiryOf(certificate, refuse));
  if (expiries.length === 0) refuse('has no X509Certificate for signing; no response could be verified');
  // A provider that changes its certificate publishes both for a while; the one that lasts longest counts.
  const last = Math.max(...expiries);
  if (last <= now)
    refuse(`has no signing certificate that is still valid, the last one was until ${isoDate(last)}; fetch it anew`);
  return { xml, entityId, warnings: warningsOf(file, [last, validUntil], now) };
}

function contentsOf(file: string): string {
  try {
    return readFileSync(isAbsolute(file) ? file : join(projectRoot, file), 'utf8');
  } catch (error) {
    throw new SamlMetadataRefused(`'${file}' can't be read from the project's root: ${(error as Error).message}`);
  }
}

/** The certificates of a descriptor's signing keys: those that say so, and those that don't say what they are for. */
function signingCertificates(descriptor: Node): string[] {
  return children(descriptor, 'KeyDescriptor')
    .filter((key) => (key['@use'] ?? 'signing') === 'signing')
    .flatMap((key) => children(key, 'KeyInfo'))
    .flatMap((info) => children(info, 'X509Data'))
    .flatMap((data) => children(data, 'X509Certificate'))
    .map(String);
}

function expiryOf(base64: string, refuse: (why: string) => never): number {
  try {
    return Date.parse(new X509Certificate(Buffer.from(base64.replace(/\s/g, ''), 'base64')).validTo);
  } catch {
    return refuse('has an X509Certificate that is none: it must be base64 of a DER certificate');
  }
}

function warningsOf(file: string, ends: readonly number[], now: number): string[] {
  const end = Math.min(...ends.filter((time) => !Number.isNaN(time)));
  if (end - now >= soon) return [];
  return [
    `'${file}' is valid for ${Math.floor((end - now) / day)} more days only, until ${isoDate(end)}: fetch it anew`,
  ];
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
