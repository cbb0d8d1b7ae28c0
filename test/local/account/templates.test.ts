import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import type { CloudOptions } from '../../../local/account/cloud-options';
import { readTemplateFiles } from '../../../local/command/template-files';
import { StateStore } from '../../../local/state/state-store';
import { emptyDirectory, writeAssembly } from '../../assembly/assembly-on-disk';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const start = (options: Partial<CloudOptions>) =>
  startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    ...options,
  });
const yaml = (text: string, stackName = 'game') => ({ file: `${stackName}.yaml`, stackName, text });
const outputsOf = ({ stacks }: LocalCloud) =>
  Object.fromEntries(
    stacks.map(({ name, outputs }) => [name, Object.fromEntries(outputs.map((o) => [o.name, o.value]))]),
  );

const staged = `
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Size: {Type: Number, Default: 3}
Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Sub 'files-\${Stage}-\${Size}'}
Outputs:
  Bucket: {Value: !Ref Files, Export: {Name: !Sub '\${AWS::StackName}-bucket'}}
`;

test('a template is deployed with the parameters that it declares; what is said for one stack goes first', async () => {
  const cloud = await start({
    templates: [yaml(staged), yaml(staged, 'other')],
    parameters: [
      { stack: 'other', name: 'Size', value: '5' },
      { name: 'Stage', value: 'dev' },
      { name: 'Size', value: '4' },
    ],
  });
  expect(outputsOf(cloud)).toEqual({ game: { Bucket: 'files-dev-4' }, other: { Bucket: 'files-dev-5' } });
  await cloud.stop();
});

test('an assembly takes parameters too, and a template imports what it exports', async () => {
  const resources = { Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Name' } } } };
  const template = {
    Parameters: { Name: { Type: 'String' } },
    Resources: resources,
    Outputs: { Bucket: { Value: { Ref: 'Files' }, Export: { Name: 'base-bucket' } } },
  };
  const assembly = writeAssembly({ base: { environment: 'aws://123456789012/eu-west-1', template } });
  const cloud = await start({
    assemblies: [assembly],
    parameters: [{ name: 'Name', value: 'shared' }],
    templates: [
      yaml(`
Resources:
  Files: {Type: AWS::S3::Bucket, Properties: {BucketName: !Join ['-', [!ImportValue base-bucket, too]]}}
Outputs: {Bucket: {Value: !Ref Files}}`),
    ],
  });
  expect(outputsOf(cloud)).toEqual({ base: { Bucket: 'shared' }, game: { Bucket: 'shared-too' } });
  await cloud.stop();
});

const bucketNamed = (name: string) => `Resources: {Files: {Type: AWS::S3::Bucket, Properties: {BucketName: ${name}}}}`;

test.each<[string, string, CloudOptions['parameters'], string | RegExp]>([
  [
    'no parameter of any template',
    staged,
    [{ name: 'Sage', value: 'dev' }],
    /--parameter Sage.*there are: Stage, Size/,
  ],
  [
    'a stack that is not there',
    staged,
    [{ stack: 'gone', name: 'Stage', value: 'dev' }],
    /gone:Stage.*no stack gone, only: game/,
  ],
  ['a parameter without a value', staged, [], 'game.yaml: Parameters: [Stage] must have values'],
  [
    'a value that it does not take',
    staged,
    [{ name: 'Stage', value: 'test' }],
    /game.yaml: .*must be one of dev, prod/,
  ],
  ['what is no YAML', 'a: [', [], /game.yaml: Template format error: YAML not well-formed. \(line 1/],
  [
    'a resource that can’t be made',
    bucketNamed('A_B'),
    [],
    /game.yaml can't be deployed:\n {2}game: Files: Properties.BucketName/,
  ],
  [
    'a property that is not understood',
    bucketNamed('ab1, Colour: red'),
    [],
    /\n {2}game: Files: Properties: has no 'Colour'|Colour/,
  ],
  [
    'a type that is not known',
    'Resources: {Queue: {Type: AWS::SQS::Queue}}',
    [],
    /game.yaml: .*Queue \(AWS::SQS::Queue\)/,
  ],
])('%s stops the start, with its place', async (_what, text, parameters, refusal) => {
  await expect(start({ templates: [yaml(text)], ...(parameters && { parameters }) })).rejects.toThrow(refusal);
});

test.each([
  ['game.yaml', 'game'],
  ['game.template.json', 'game'],
  ['my game_2.yml', 'my-game-2'],
  ['2-game.template', 'game'],
])('the stack of %s is called %s', (file, name) => {
  const path = join(emptyDirectory(), file);
  writeFileSync(path, staged);
  expect(readTemplateFiles([path])).toEqual([{ file: path, stackName: name, text: staged }]);
  expect(readTemplateFiles([`own-name=${path}`])).toEqual([{ file: path, stackName: 'own-name', text: staged }]);
});

test('a file that is not there, one without a name, and two of one name are refused', () => {
  const directory = emptyDirectory();
  mkdirSync(join(directory, 'other'));
  const [one = '', two = '', digits = ''] = ['game.yaml', 'other/game.json', '42.yaml'].map((file) =>
    join(directory, file),
  );
  for (const file of [one, two, digits]) writeFileSync(file, staged);
  expect(() => readTemplateFiles([join(directory, 'gone.yaml')])).toThrow('there is no such file');
  expect(() => readTemplateFiles([digits])).toThrow('its name needs a letter');
  expect(() => readTemplateFiles([one, two])).toThrow(`the stack of ${one} is called game already`);
});

describe('a stack that was kept, and whose template is deployed again,', () => {
  const bucket = (more = '') => `
Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties: {BucketName: game-files${more}}
`;
  const versioned = bucket(', VersioningConfiguration: {Status: Enabled}');
  const changes: readonly [
    what: string,
    again: string,
    status: string,
    versioning: string,
    problem: RegExp | undefined,
  ][] = [
    ['is as it was where nothing of it changes', bucket(), 'CREATE_COMPLETE', '', undefined],
    ['is updated', versioned, 'UPDATE_COMPLETE', 'Enabled', undefined],
    [
      'is rolled back and told of where that fails',
      `${versioned}  Other: {Type: AWS::S3::Bucket, Properties: {BucketName: game-files}}\n`,
      'UPDATE_ROLLBACK_COMPLETE',
      // A bucket whose versioning was on once can't be without it again.
      'Suspended',
      /^game is as it was before: game\.yaml can't be deployed:\n {2}game: Other/,
    ],
    [
      'is told of where it can’t be understood',
      bucket(', Nonsense: 1'),
      'UPDATE_ROLLBACK_COMPLETE',
      '',
      /^game is as it was before: game\.yaml can't be deployed:\n {2}game: Files: Properties\.Nonsense: /,
    ],
  ];
  test.each(changes)('%s', async (_, again, status, versioning, problem) => {
    const folder = join(emptyDirectory(), 'state');
    const told: string[] = [];
    const once = async (text: string) => {
      const state = StateStore.open(folder);
      const cloud = await start({ templates: [yaml(text)], state, onProblem: (what) => told.push(what) });
      const found = cloud.cloudFormation.view('game')?.status;
      const { accessKeyId, secretAccessKey } = cloud.administrator;
      const s3 = new S3Client({
        endpoint: cloud.url,
        region: cloud.region,
        credentials: { accessKeyId, secretAccessKey },
        forcePathStyle: true,
      });
      const { Status = '' } = await s3.send(new GetBucketVersioningCommand({ Bucket: 'game-files' }));
      await cloud.stop();
      return [found, Status];
    };
    expect(await once(bucket())).toEqual(['CREATE_COMPLETE', '']);
    expect(await once(again)).toEqual([status, versioning]);
    if (problem === undefined) expect(told).toEqual([]);
    else expect(told).toEqual([expect.stringMatching(problem)]);
  });
});
