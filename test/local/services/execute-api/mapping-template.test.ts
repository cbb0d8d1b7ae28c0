import { parseTemplate, renderTemplate } from '../../../../local/services/execute-api/mapping-template';

const cors = `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
  #set($origin = $input.params().header.get("origin"))
#end
#if($origin == "https://b.example")
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;
const input = {
  context: { 'error.message': 'No', stage: 'live' },
  stageVariables: {},
  header: {},
  querystring: {},
  path: {},
};
const render = (text: string, header: Record<string, string> = {}) =>
  renderTemplate(parseTemplate(text, 'here'), { ...input, header });

test('the CDK’s template of several origins answers one of them, and no other', () => {
  expect(render(cors, { origin: 'https://b.example' }).headers).toEqual({
    'Access-Control-Allow-Origin': 'https://b.example',
  });
  expect(render(cors, { origin: 'https://c.example' }).headers).toEqual({});
  expect(render(cors).headers).toEqual({});
});
