import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDirectory, loadAssemblies, loadAssembly, resourceOf, writeAssembly } from './assembly-on-disk';

const bucket = (properties: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const exporting = (name: string, value: unknown = { Ref: 'Files' }) => ({
  Resources: { Files: bucket() },
  Outputs: { Files: { Value: value, Export: { Name: name }, Description: 'where files are' } },
});
const importing = (name: string) => ({
  Resources: {
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { 'Fn::ImportValue': name }, PolicyDocument: {} } },
  },
});

describe('stacks', () => {
  test('a stack comes after those that it depends on, and imports what they export', () => {
    const directory = writeAssembly({
      access: { template: importing('files'), dependencies: ['foundation'] },
      foundation: { template: exporting('files') },
    });
    const [foundation, access] = loadAssembly(directory);
    expect([foundation?.name, access?.name]).toEqual(['foundation', 'access']);
    const name = foundation && resourceOf(foundation, 'Files').ref;
    expect(access && resourceOf(access, 'Policy').properties.Bucket).toBe(name);
    expect(foundation?.outputs).toEqual([
      { name: 'Files', value: name, description: 'where files are', exportName: 'files' },
    ]);
  });

  test('a stack’s ID is what AWS::StackId resolves to in its own template, and another one elsewhere', () => {
    const own = { Ref: 'AWS::StackId' };
    const template = {
      Resources: {},
      Outputs: { ById: { Value: own }, Written: { Value: { 'Fn::Sub': '${AWS::StackId}' } } },
    };
    const stacks = loadAssembly(
      writeAssembly({
        one: { template },
        two: { template },
        far: { template, environment: 'aws://999999999999/cn-north-1' },
      }),
    );
    for (const { id, outputs } of stacks) expect(outputs.map(({ value }) => value)).toEqual([id, id]);
    const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    expect(stacks.map(({ id }) => id)).toEqual([
      expect.stringMatching(`^arn:aws:cloudformation:us-east-1:123456789012:stack/one/${uuid}$`),
      expect.stringMatching(`^arn:aws:cloudformation:us-east-1:123456789012:stack/two/${uuid}$`),
      expect.stringMatching(`^arn:aws-cn:cloudformation:cn-north-1:999999999999:stack/far/${uuid}$`),
    ]);
    expect(new Set(stacks.map(({ id }) => id.split('/').at(-1))).size).toBe(3);
  });

  test('a stack has its template’s description, and the protection that the manifest asks for', () => {
    const stacks = loadAssembly(
      writeAssembly({
        kept: { template: { Description: 'players’ data', Resources: {} }, terminationProtection: true },
        open: { template: { Resources: {} } },
      }),
    );
    expect(stacks.map(({ description, terminationProtection }) => [description, terminationProtection])).toEqual([
      ['players’ data', true],
      [undefined, false],
    ]);
  });

  test('a weak reference reads the output of a stack that stands', () => {
    const weak = { 'Fn::GetStackOutput': { StackName: 'foundation', OutputName: 'Files' } };
    const stacks = loadAssembly(
      writeAssembly({
        foundation: { template: exporting('files', 'b') },
        access: { template: { Resources: { Files: bucket({ BucketName: { 'Fn::Join': ['', [weak, '-log']] } }) } } },
      }),
    );
    expect(stacks[1] && resourceOf(stacks[1], 'Files').ref).toBe('b-log');
  });

  test('stacks that depend on each other are refused', () => {
    const template = { Resources: {} };
    const directory = writeAssembly({
      a: { template, dependencies: ['b'] },
      b: { template, dependencies: ['a'] },
    });
    expect(() => loadAssembly(directory)).toThrow('stacks depend on each other: a → b → a');
  });

  test('an environment in the manifest wins over the one asked for, which wins over the default', () => {
    const template = { Resources: {} };
    const directory = writeAssembly({
      there: { template, environment: 'aws://999999999999/cn-north-1' },
      anywhere: { template },
    });
    const targets = (stacks: ReturnType<typeof loadAssembly>) =>
      stacks.map(({ account, region, partition }) => [account, region, partition]);
    const there = ['999999999999', 'cn-north-1', 'aws-cn'];
    expect(targets(loadAssembly(directory))).toEqual([there, ['123456789012', 'us-east-1', 'aws']]);
    const options = { account: '111111111111', region: 'us-gov-west-1' };
    expect(targets(loadAssembly(directory, options))).toEqual([there, ['111111111111', 'us-gov-west-1', 'aws-us-gov']]);
  });

  test('exports do not reach another region', () => {
    const there = { template: exporting('files'), environment: 'aws://123456789012/eu-west-1' };
    const load = (environment: string) =>
      loadAssembly(writeAssembly({ there, here: { template: importing('files'), environment } }));
    expect(() => load('aws://123456789012/us-east-1')).toThrow("nothing exports 'files' in 123456789012/us-east-1");
    expect(load('aws://123456789012/eu-west-1')).toHaveLength(2);
  });

  test('two stacks may not export one name', () => {
    const load = (name: string) =>
      loadAssembly(writeAssembly({ one: { template: exporting('files') }, two: { template: exporting(name) } }));
    expect(() => load('files')).toThrow("two: Outputs.Files.Export: the stack one exports 'files' already");
    expect(load('other')).toHaveLength(2);
  });
});

describe('several assemblies in one account', () => {
  test('the later may import what the earlier export', () => {
    const foundation = writeAssembly({ foundation: { template: exporting('files') } });
    const access = writeAssembly({ access: { template: importing('files') } });
    expect(loadAssemblies([foundation, access]).map(({ name }) => name)).toEqual(['foundation', 'access']);
    expect(() => loadAssemblies([access, foundation])).toThrow("nothing exports 'files'");
    const [alone] = loadAssembly(access, { imports: new Map([['files', 'elsewhere']]) });
    expect(alone && resourceOf(alone, 'Policy').properties.Bucket).toBe('elsewhere');
  });

  test('one stack may not stand twice', () => {
    const directory = writeAssembly({ game: { template: { Resources: {} } } });
    expect(() => loadAssemblies([directory, directory])).toThrow('the stack game stands already in');
  });

  test('two OIDC providers of one URL collide in an account, in all regions, but not across accounts', () => {
    const stage = (stackName: string, account: string, region: string, url: string) =>
      writeAssembly({
        [stackName]: {
          environment: `aws://${account}/${region}`,
          template: { Resources: { Idp: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: url } } } },
        },
      });
    const one = stage('one', '123456789012', 'us-east-1', 'https://login.example.com');
    const same = stage('two', '123456789012', 'eu-west-1', 'https://login.example.com');
    const otherUrl = stage('two', '123456789012', 'eu-west-1', 'https://login.example.com/eu');
    const otherAccount = stage('two', '999999999999', 'us-east-1', 'https://login.example.com');
    expect(() => loadAssemblies([one, same])).toThrow(/two: Idp: the AWS::IAM::OIDCProvider .* created by one: Idp/);
    expect(loadAssemblies([one, otherUrl])).toHaveLength(2);
    expect(loadAssemblies([one, otherAccount])).toHaveLength(2);
  });
});

describe('files', () => {
  test('an asset is found by the key that its function names', () => {
    const stack = (text: string | undefined) =>
      loadAssembly(
        writeAssembly({ game: { template: { Resources: {} }, assets: { 'a-${AWS::Region}.zip': text } } }),
      )[0];
    expect(stack('x')?.assets.get('a-us-east-1.zip')).toMatch(/asset\.aAWSRegionzip$/);
    expect(() => stack(undefined)).toThrow('its source is missing');
  });

  test('a directory without an assembly is refused with what to do', () => {
    const directory = emptyDirectory();
    expect(() => loadAssembly(directory)).toThrow(
      'manifest.json: cannot be read (ENOENT). Synthesize first: npx cdk synth',
    );
    writeFileSync(join(directory, 'manifest.json'), '{');
    expect(() => loadAssembly(directory)).toThrow('manifest.json: is not valid JSON');
  });

  test('an assembly that lacks context values, or holds other assemblies, is refused', () => {
    const stacks = { game: { template: { Resources: {} } } };
    expect(() => loadAssembly(writeAssembly(stacks, { missing: [{ key: 'vpc' }] }))).toThrow('are missing: vpc');
    const stage = {
      artifacts: { 'assembly-prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'p' } } },
    };
    expect(() => loadAssembly(writeAssembly(stacks, stage))).toThrow(
      /is an assembly of its own \(a stage\): load .*p$/,
    );
    expect(loadAssembly(writeAssembly(stacks))).toHaveLength(1);
  });
});
