import fc from 'fast-check';
import { hostileText } from './hostile-values';

const element = fc.constantFrom(
  'Delete',
  'Object',
  'Key',
  'VersionId',
  'Quiet',
  'CompleteMultipartUpload',
  'Part',
  'PartNumber',
  'ETag',
  'Tagging',
  'TagSet',
  'Tag',
  'Value',
  'CreateBucketConfiguration',
  'LocationConstraint',
  'Tags',
  '__proto__',
  'a:b',
);

const text = fc.oneof(
  fc.constantFrom(
    'k2',
    '1',
    '&amp;',
    '&lol;',
    '&#0;',
    '&#xD800;',
    '&#x110000;',
    '<![CDATA[x]]>',
    '<!-- -->',
    ']]>',
    '<?x?>',
    '&',
    '<',
  ),
  hostileText,
);

const tree = fc.letrec<{ node: string; content: string }>((tie) => ({
  content: fc.oneof({ maxDepth: 4, withCrossShrink: true }, text, tie('node')),
  node: fc
    .tuple(element, fc.array(tie('content'), { maxLength: 3 }))
    .map(([name, content]) => `<${name}>${content.join('')}</${name}>`),
})).node;

const repeated = (most: number, document: (many: number) => string) => fc.integer({ min: 1, max: most }).map(document);

/** Documents that are not S3's, are no XML, or are made to be long in the reading. */
export const xmlDocument = fc.oneof(
  { weight: 5, arbitrary: tree },
  tree.map((root) => `<!DOCTYPE a [<!ENTITY lol "lol">]>${root}`),
  fc.tuple(tree, fc.nat()).map(([root, at]) => root.slice(0, at % root.length)),
  repeated(2000, (many) => '<Delete>'.repeat(many) + '</Delete>'.repeat(many)),
  repeated(1500, (many) => `<Delete>${'<Object><Key>k2</Key></Object>'.repeat(many)}</Delete>`),
  repeated(
    1500,
    (many) => `<Tagging><TagSet>${'<Tag><Key>k</Key><Value>v</Value></Tag>'.repeat(many)}</TagSet></Tagging>`,
  ),
  repeated(4000, (many) => `<Delete ${'a="b" '.repeat(many)}/>`),
  repeated(20_000, (many) => '<'.repeat(many)),
  repeated(20_000, (many) => `<Delete>${'&amp;'.repeat(many)}</Delete>`),
  hostileText,
);
