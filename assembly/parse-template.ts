import { parseDocument, type Tags } from 'yaml';
import { jsonFault } from './template-text/json-fault';
import { YamlFault, yamlValue } from './template-text/yaml-value';

/** A text that CloudFormation does not take for a template. Its message is the one of CloudFormation's `ValidationError`. */
export class TemplateFormatError extends Error {
  override readonly name = 'TemplateFormatError';
}

/** How a template came: in the call, or named there by its address in S3. */
export type TemplateSource = 'TemplateBody' | 'TemplateURL';

/** In bytes (**documented**: "CloudFormation quotas": 51,200 bytes, and 1 MB in an S3 object). */
const largest: Readonly<Record<TemplateSource, number>> = { TemplateBody: 51_200, TemplateURL: 1_000_000 };

/**
 * Reads a template's text, JSON or YAML, its short tags written out. Nothing in it is resolved or checked yet.
 *
 * YAML is read as version 1.1 without its binary, omap, pairs, set and timestamp tags, aliases and merges (**documented**: "CloudFormation
 * template format"): so `2012-10-17` is a text. Text that begins with a brace is read as JSON; that YAML's own braces are not taken there
 * is **unconfirmed**. So is what becomes of two members of one name (the page calls it undefined for sections): they are refused.
 *
 * @throws TemplateFormatError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseTemplate(
  text: string,
  source: TemplateSource = 'TemplateBody',
): Readonly<Record<string, unknown>> {
  refuseTooLarge(text, source);
  const value = /^\s*\{/.test(text) ? jsonTemplate(text) : yamlTemplate(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  // **Observed**: hugo-s3-cloudfront#1, of a text that is no template at all.
  throw new TemplateFormatError('Template format error: unsupported structure.');
}

function refuseTooLarge(text: string, source: TemplateSource): void {
  const size = Buffer.byteLength(text);
  const limit = largest[source];
  if (size <= limit) return;
  throw new TemplateFormatError(
    source === 'TemplateBody'
      ? // **Observed**: aws-extensions-for-dotnet-cli#50. CloudFormation repeats the whole template as the value.
        `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${limit}`
      : // **Observed**: aws-vpc-cidr-mgmt#10.
        `Template may not exceed ${limit} bytes in size.`,
  );
}

function jsonTemplate(text: string): unknown {
  const fault = jsonFault(text);
  if (fault !== undefined) throw notWellFormed('JSON', text, fault);
  return JSON.parse(text);
}

const isNotSupported = (name: string) => /:(?:binary|omap|pairs|set|timestamp|merge)$/.test(name);

function supported(tags: Tags): Tags {
  return tags.filter((tag) => !isNotSupported(typeof tag === 'string' ? `:${tag}` : tag.tag));
}

function yamlTemplate(text: string): unknown {
  try {
    const document = parseDocument(text, {
      version: '1.1',
      merge: false,
      uniqueKeys: true,
      prettyErrors: false,
      customTags: supported,
    });
    const [error] = document.errors;
    if (error !== undefined) throw notWellFormed('YAML', text, error.pos[0]);
    return yamlValue(document.contents);
  } catch (error) {
    if (error instanceof YamlFault) {
      // **Observed**: seeebiii/aws-cloudformation-templates#1.
      if (error.problem === 'alias') {
        throw new TemplateFormatError('Template error: YAML aliases are not allowed in CloudFormation templates');
      }
      throw notWellFormed('YAML', text, error.offset);
    }
    // Nested too deeply for the stack.
    if (error instanceof RangeError) throw notWellFormed('YAML', text, 0);
    throw error;
  }
}

/**
 * **Observed**: metaflow-tools#31 (YAML), boto3#293 (JSON). Which character the column counts is **unconfirmed**, and so is when faulty JSON is
 * called YAML (**observed** too: serverless#7136).
 */
function notWellFormed(format: 'JSON' | 'YAML', text: string, offset: number): TemplateFormatError {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return new TemplateFormatError(
    `Template format error: ${format} not well-formed. (line ${lines.length}, column ${column})`,
  );
}
