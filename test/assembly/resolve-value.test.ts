import { AssemblyError } from '../../assembly/assembly-error';
import { resolved } from './assembly-on-disk';

const rest = {
  Parameters: {
    Stage: { Type: 'String', Default: 'local' },
    Days: { Type: 'Number', Default: 7 },
    Origins: { Type: 'CommaDelimitedList', Default: 'https://a, https://b' },
    NoDefault: { Type: 'String' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
  },
  Mappings: { Regions: { 'us-east-1': { short: 'use1', zones: ['a', 'b'] } } },
  Conditions: {
    IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
    OnResource: { 'Fn::Equals': [{ Ref: 'Files' }, 'files'] },
    Odd: { 'Fn::Contains': [['a'], 'a'] },
  },
};

describe('intrinsic functions resolve as CloudFormation would', () => {
  test.each<[string, unknown, unknown]>([
    ['a parameter is its default', { Ref: 'Stage' }, 'local'],
    ['a number parameter is its digits', { Ref: 'Days' }, '7'],
    ['a list parameter is a list', { Ref: 'Origins' }, ['https://a', 'https://b']],
    ['a pseudo parameter is the target', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a resource is its physical name', { Ref: 'Files' }, 'files'],
    ['an attribute by list', { 'Fn::GetAtt': ['Files', 'Arn'] }, 'arn:aws:s3:::files'],
    ['an attribute by dotted name', { 'Fn::GetAtt': 'Files.Arn' }, 'arn:aws:s3:::files'],
    ['a join', { 'Fn::Join': ['/', [{ Ref: 'Files' }, 1, true]] }, 'files/1/true'],
    ['a join of a split', { 'Fn::Join': ['-', { 'Fn::Split': [':', 'a:b'] }] }, 'a-b'],
    ['a selection, its index in quotes', { 'Fn::Select': ['1', { Ref: 'Origins' }] }, 'https://b'],
    [
      'a substitution',
      { 'Fn::Sub': '${Files.Arn}/${Stage}/${AWS::AccountId}' },
      'arn:aws:s3:::files/local/123456789012',
    ],
    ['a substitution with values of its own', { 'Fn::Sub': ['${A}/${Stage}', { A: { Ref: 'Files' } }] }, 'files/local'],
    ['an escaped policy variable', { 'Fn::Sub': '${Stage}/${!aws:username}' }, 'local/${aws:username}'],
    ['a policy variable outside of a substitution', 'p/${aws:username}', 'p/${aws:username}'],
    ['base 64', { 'Fn::Base64': 'ä' }, 'w6Q='],
    ['a mapping', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'short'] }, 'use1'],
    ['a mapped list', { 'Fn::FindInMap': ['Regions', 'us-east-1', 'zones'] }, ['a', 'b']],
    ['the branch taken', { 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    ['the branch not taken is not resolved', { 'Fn::If': ['IsProd', { Ref: 'Nothing' }, 'no'] }, 'no'],
    ['the zones of a region', { 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['the zones of the own region', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
    [
      'blocks of a network',
      { 'Fn::Cidr': ['192.168.0.77/24', '3', 5] },
      ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27'],
    ],
    [
      'blocks of a network of IPv6',
      { 'Fn::Cidr': ['2001:db8:1234:1a00::/56', 2, 64] },
      ['2001:db8:1234:1a00::/64', '2001:db8:1234:1a01::/64'],
    ],
    ['and', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['no value takes a property away', { A: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] }, B: 2 }, { B: 2 }],
    ['no value takes a list member away', [{ Ref: 'AWS::NoValue' }, 'a'], ['a']],
    ['numbers, Booleans and null stay', { A: 1, B: false, C: null }, { A: 1, B: false, C: null }],
  ])('%s', (_claim, value, expected) => {
    expect(resolved(value, rest)).toEqual(expected);
  });
});

describe('what cannot be resolved is refused, with its place', () => {
  const place = 'game: Probe: Properties.Probe';
  test.each<[string, unknown, string]>([
    ['a name that is nothing', { Ref: 'Nothing' }, `${place}.Ref: Nothing is neither a parameter nor a resource`],
    ['a name that every object has', { Ref: 'constructor' }, `${place}.Ref: constructor is neither`],
    ['a parameter without default', { Ref: 'NoDefault' }, `${place}.Ref: the parameter NoDefault has no default`],
    [
      'a parameter kept by AWS',
      { Ref: 'BootstrapVersion' },
      `${place}.Ref: the parameter BootstrapVersion is read from`,
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Files', 'MetadataConfiguration'] },
      'Files (AWS::S3::Bucket) has no attribute MetadataConfiguration',
    ],
    ['an unknown function', { 'Fn::Transform': {} }, `${place}.Fn::Transform: is not supported here`],
    [
      'a condition function outside of conditions',
      { 'Fn::Equals': ['a', 'a'] },
      `${place}.Fn::Equals: is not supported`,
    ],
    ['a function beside other members', { Ref: 'Stage', A: 1 }, `${place}: Ref must stand alone`],
    ['a block that is none', { 'Fn::Cidr': ['10.0.0/8', 1, 8] }, `${place}.Fn::Cidr[0]: must be a CIDR block`],
    ['a block of no size', { 'Fn::Cidr': ['10.0.0.0/33', 1, 8] }, `${place}.Fn::Cidr[0]: must be a CIDR block`],
    ['more blocks than there are', { 'Fn::Cidr': ['10.0.0.0/24', 9, 5] }, '10.0.0.0/24 has no room for 9 blocks of 5'],
    ['no blocks', { 'Fn::Cidr': ['10.0.0.0/24', 0, 5] }, `${place}.Fn::Cidr[1]: must be a number of blocks`],
    ['a length without the extensions', { 'Fn::Length': [1] }, 'needs Transform: AWS::LanguageExtensions'],
    ['JSON without the extensions', { 'Fn::ToJsonString': {} }, 'needs Transform: AWS::LanguageExtensions'],
    [
      'a default without the extensions',
      { 'Fn::FindInMap': ['Regions', 'eu-west-1', 'short', { DefaultValue: 'x' }] },
      'takes a list of 3 members',
    ],
    ['an unknown condition', { 'Fn::If': ['Maybe', 1, 2] }, 'there is no condition Maybe'],
    [
      'a condition that depends on itself',
      { 'Fn::If': ['Loop', 1, 2] },
      'conditions depend on each other: Loop → Loop',
    ],
    [
      'a condition on a resource',
      { 'Fn::If': ['OnResource', 1, 2] },
      'Conditions.OnResource.Fn::Equals[0].Ref: a condition may',
    ],
    [
      'an unknown condition function',
      { 'Fn::If': ['Odd', 1, 2] },
      'Conditions.Odd.Fn::Contains: is no condition function',
    ],
    ['an unknown mapping key', { 'Fn::FindInMap': ['Regions', 'eu-west-1', 'short'] }, 'no Regions.eu-west-1.short'],
    ['a selection beyond the end', { 'Fn::Select': [2, ['a', 'b']] }, 'there is no member 2 in a list of 2'],
    ['a join of something that is no list', { 'Fn::Join': ['', 'a'] }, `${place}.Fn::Join[1]: needs a list`],
    ['a join of an object', { 'Fn::Join': ['', [{ A: 1 }]] }, `${place}.Fn::Join[1][0]: needs a string`],
    [
      'an unknown name in a substitution',
      { 'Fn::Sub': 'p/${cognito-identity.amazonaws.com:sub}' },
      'cognito-identity is neither',
    ],
    ['an unknown export', { 'Fn::ImportValue': 'x' }, "nothing exports 'x' in 123456789012/us-east-1"],
    [
      'a stack that is not there',
      { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o' } },
      'no stack s stands in',
    ],
    ['a dynamic reference', 'a{{resolve:ssm:x}}', `${place}: holds a dynamic reference`],
    ['a dynamic reference put together', { 'Fn::Join': ['', ['{{resolve', ':ssm:x}}']] }, 'holds a dynamic reference'],
    ['deep places', [{ A: [{ Ref: 'Nothing' }] }], 'game: Probe: Properties.Probe[0].A[0].Ref: Nothing'],
  ])('%s', (_claim, value, message) => {
    expect(() => resolved(value, rest)).toThrow(AssemblyError);
    expect(() => resolved(value, rest)).toThrow(message);
  });
});

describe.each(['AWS::LanguageExtensions', ['AWS::LanguageExtensions']])('with the transform %j', (Transform) => {
  const extended = { ...rest, Transform };

  test.each<[string, unknown, unknown]>([
    ['a length', { 'Fn::Length': { Ref: 'Origins' } }, 2],
    [
      'a value as JSON',
      { 'Fn::ToJsonString': { Stage: { Ref: 'Stage' }, Is: [true, 1] } },
      '{"Stage":"local","Is":[true,1]}',
    ],
    ['a default', { 'Fn::FindInMap': ['Regions', 'eu-west-1', 'short', { DefaultValue: { Ref: 'Stage' } }] }, 'local'],
    [
      'a default that is not needed',
      { 'Fn::FindInMap': ['Regions', 'us-east-1', 'short', { DefaultValue: 'x' }] },
      'use1',
    ],
  ])('%s', (_what, value, expected) => {
    expect(resolved(value, extended)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['a length of no list', { 'Fn::Length': 'a' }, 'needs a list here'],
    ['JSON of a text', { 'Fn::ToJsonString': 'a' }, 'needs an object or a list here'],
    [
      'no default',
      { 'Fn::FindInMap': ['Regions', 'eu-west-1', 'short', {}] },
      'Mappings has no Regions.eu-west-1.short',
    ],
  ])('not %s', (_what, value, refusal) => {
    expect(() => resolved(value, extended)).toThrow(refusal);
  });
});
