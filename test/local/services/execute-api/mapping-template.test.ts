import { parseTemplate, renderTemplate } from '../../../../local/services/execute-api/mapping-template';

const cors = `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
  #set($origin = $input.params().header.get("origin"))
#end
#if($origin == "https://b.example" || $origin.matches("https://[a-z]+[.]c[.]example"))
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;
const input = {
  context: { 'error.messageString': '"No"', stage: 'live' },
  stageVariables: { color: 'red' },
  header: {},
  querystring: { q: '1' },
  path: { board: 'weekly' },
};
const render = (text: string, header: Record<string, string> = {}) =>
  renderTemplate(parseTemplate(text, 'here'), { ...input, header });

test.each([
  ['https://b.example', true],
  ['https://x.c.example', true],
  ['https://x.c.example.evil', false],
  ['https://xxcxexample', false],
  ['https://B.example', false],
  ['', false],
])('the CDK’s template of several origins answers %s: %s', (origin, isAnswered) => {
  const headers = isAnswered ? { 'Access-Control-Allow-Origin': origin } : {};
  expect(render(cors, { origin })).toMatchObject({ headers });
  expect(render(cors).headers).toEqual({});
});

test.each([
  ['{"statusCode": 200}', '{"statusCode": 200}'],
  ['{"message":$context.error.messageString}', '{"message":"No"}'],
  ['${context.stage}-$stageVariables.color', 'live-red'],
  ["$input.params('board') $input.params('q') $input.params('x')", 'weekly 1 '],
  ['a $ b # c $1', 'a $ b # c $1'],
  ['#if(!($context.stage == "live"))a#elseif(1 == 2)b#{else}c#end', 'c'],
  ['#set($a = "x")$a$!a', 'xx'],
])('%s becomes %s', (text, made) => {
  expect(render(text).text).toBe(made);
});

test.each([
  ['#foreach($a in $b)#end', /#foreach/],
  ['#if(1 == 1)', /without #end/],
  ['#end', /without an #if/],
  ['#if(1 == 1)#else#else#end', /#else/],
  ['#set(a = 1)', /reference/],
  ['$util.escapeJavaScript("x")', /\$util/],
  ['$input.json("$")', /not understood/],
  ['$context.identity.cognitoIdentityId', /not understood/],
  ['$unset', /\$unset/],
  ['#set($context.authorizer = 1)', /not understood/],
  ['#set($x = "$y")', /not understood/],
  [`#if(${'('.repeat(100)}1`, /too deep/],
])('%s is not understood, and says where', (text, why) => {
  expect(() => parseTemplate(text, 'game: Api')).toThrow(why);
  expect(() => parseTemplate(text, 'game: Api')).toThrow(/game: Api/);
});
