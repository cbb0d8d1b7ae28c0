import { loadTemplate, resourceOf } from './assembly-on-disk';

const bucket = () => ({ Type: 'AWS::S3::Bucket' });

describe('resources', () => {
  const table = (properties: object) => ({ Type: 'AWS::DynamoDB::Table', Properties: properties });

  test('a resource comes after what it refers to and what it depends on', () => {
    const stack = loadTemplate({
      Resources: {
        Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Files' } }, DependsOn: 'Records' },
        Files: { ...bucket(), DependsOn: ['Log'] },
        Records: table({}),
        Log: { Type: 'AWS::Logs::LogGroup' },
      },
    });
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Records', 'Log', 'Files', 'Policy']);
  });

  test('resources that depend on each other are refused', () => {
    const template = (name: unknown) => ({
      Resources: { A: table({ TableName: { Ref: 'B' } }), B: table({ TableName: name }) },
    });
    expect(() => loadTemplate(template({ Ref: 'A' }))).toThrow(
      'game: B: Properties.TableName.Ref: resources depend on',
    );
    expect(() => loadTemplate(template({ Ref: 'A' }))).toThrow('A → B → A');
    const sound = { Resources: { A: table({ TableName: { 'Fn::Sub': '${B}-a' } }), B: table({ TableName: 'b' }) } };
    expect(resourceOf(loadTemplate(sound), 'A').ref).toBe('b-a');
  });

  test('a resource whose condition is false is not created, nor what says so', () => {
    const template = (ref: string) => ({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Equals': ['a', 'a'] } },
      Resources: {
        Off: { ...bucket(), Condition: 'Never' },
        On: { ...bucket(), Condition: 'Always', DependsOn: 'Off' },
        Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: ref } } },
      },
      Outputs: { Off: { Value: { Ref: 'Off' }, Condition: 'Never' }, On: { Value: { Ref: 'On' } } },
    });
    const stack = loadTemplate(template('On'));
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['On', 'Policy']);
    expect(stack.outputs.map(({ name }) => name)).toEqual(['On']);
    expect(() => loadTemplate(template('Off'))).toThrow('Off is not created, because its condition Never is false');
  });

  test('what is known later can be cut into parts later', () => {
    const later = { 'Fn::GetAtt': ['Child', 'Outputs.Arn'] };
    const part = (list: unknown) => ({ 'Fn::Select': [5, { 'Fn::Split': [':', list] }] });
    const template = (value: unknown) => ({
      Resources: {
        Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.test/child.json' } },
        Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: part(value) } },
      },
      Outputs: { Name: { Value: part(value) } },
    });
    const { outputs, resources } = loadTemplate(template(later));
    expect([outputs.map(({ name }) => name), resources.length]).toEqual([['Name'], 2]);
    expect(() => loadTemplate(template('a:b'))).toThrow('there is no member 5 in a list of 2');
  });

  test.each([
    ['an output', { Value: '' }, undefined],
    [
      'the name of an export',
      { Value: 'x', Export: { Name: '' } },
      'Outputs.It.Export.Name: must be a string, not empty',
    ],
  ])('%s that is empty', (_what, It, refusal) => {
    const load = () => loadTemplate({ Resources: { Files: bucket() }, Outputs: { It } });
    if (refusal === undefined) expect(load().outputs).toMatchObject([{ name: 'It', value: '' }]);
    else expect(load).toThrow(refusal);
  });

  test('an error names the stack, the logical ID and the construct', () => {
    const template = { Resources: { Queue1A2B: { Type: 'AWS::SQS::Queue' } } };
    expect(() => loadTemplate(template, { Queue1A2B: 'game/Queue/Resource' })).toThrow(
      'game: Queue1A2B (game/Queue/Resource): resource type AWS::SQS::Queue is not supported',
    );
  });

  test.each([
    ['an unknown section', { Resources: {}, Hooks: {} }, 'game.template.json: Hooks: is not supported here'],
    ['a macro', { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' }, 'Transform: macros are expanded'],
    [
      'a macro beside the extensions of the language',
      { Resources: {}, Transform: ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'] },
      'this is AWS::Serverless-2016-10-31',
    ],
    ['a macro with parameters', { Resources: {}, Transform: { Name: 'AWS::Include' } }, 'a macro with parameters'],
    ['a rule', { Resources: {}, Rules: { Mine: {} } }, 'Rules.Mine: rules are not evaluated'],
    ['an unknown attribute of a resource', { Resources: { A: { Type: 'X', Colour: {} } } }, 'Resources.A.Colour'],
    ['a missing resource', { Resources: { A: { ...bucket(), DependsOn: 'B' } } }, 'game: A: DependsOn: B is neither'],
    ['an output without value', { Resources: {}, Outputs: { A: {} } }, 'game: Outputs.A.Value: is missing'],
  ])('%s in a template is refused', (_claim, template, message) => {
    expect(() => loadTemplate(template)).toThrow(message);
    expect(loadTemplate({ Resources: {}, Rules: { CheckBootstrapVersion: {} } }).resources).toEqual([]);
  });
});
