import { readCommandLine } from '../../bin/client-config/command-line';
import { stagesFolder } from '../../bin/stages';
import { lackOf } from '../../client/config/format';
import { formats } from '../../client/config/formats';
import { gameConfig } from '../../client/config/from-outputs';
import type { StackOutputs } from '../../client/config/outputs';
import { stageNames } from '../../lib/config/stages';
import { blocksOf, columnOf, textOf } from './document';

const document = textOf('docs/client-config.md');
const blocks = blocksOf(document);

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const stacks = { data: 'my-game-dev-data', federation: 'my-game-dev-federation' };
/** A stage with guests, accounts of its own, scores, a direct role and a SAML provider. */
const outputs: StackOutputs = {
  [stacks.data]: { BucketName: 'my-game-dev-files', TableName: 'my-game-dev-records' },
  [stacks.federation]: {
    Region: 'eu-west-1',
    IdentityPoolId: 'eu-west-1:1a2b3c4d-0000-4000-8000-5e6f70819203',
    UserPoolId: 'eu-west-1_a1B2c3D4e',
    UserPoolSignInUrl: 'https://my-game-dev.auth.eu-west-1.amazoncognito.com',
    UserPoolClientIdMyGameIos: '1iosexample',
    UserPoolCallbackUrlsMyGameIos: 'mygame://signed-in',
    UserPoolLogoutUrlsMyGameIos: 'mygame://signed-out',
    UserPoolClientIdMyGameWeb: '2webexample',
    UserPoolCallbackUrlsMyGameWeb: 'https://play.my-game.example/ http://localhost:5173/',
    UserPoolLogoutUrlsMyGameWeb: 'https://play.my-game.example/',
    AuthenticatedRoleArn: role('players'),
    GuestRoleArn: role('guests'),
    FederatedRoleArnGoogle: role('google'),
    ScoresUrl: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/v1',
    SamlProviderArnStudio: 'arn:aws:iam::123456789012:saml-provider/my-game-dev-studio',
  },
};
const userPoolId = outputs[stacks.federation]?.UserPoolId ?? '';
const httpsUrl = `https://localhost:4511/${userPoolId}/managed-login`;
const local = { endpoint: 'http://127.0.0.1:4510', managedLogins: [{ userPoolId, url: '', httpsUrl }] };

const written = formats.map((format) => {
  const platforms = format.platforms.length > 0 ? format.platforms : ['Ios'];
  const prefix = format.variables ? 'VITE_' : '';
  const { config } = gameConfig({ stacks: outputs, local }, { stacks, platforms });
  const file = format.write(config, { prefix });
  return { name: format.name, text: file.text, lack: lackOf(format.name, config, file) };
});

/** Line breaks in JSON are the document's own. */
const contentOf = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : text);

test.each(written)('the example of $name is what is written', ({ name, text }) => {
  const examples = blocks.filter(({ info }) => info.endsWith(` ${name}`)).map(({ code }) => contentOf(code));
  expect(examples).toEqual([contentOf(text)]);
});

test.each(written)('what $name has no place for stands in the table', ({ name, lack }) => {
  const row = document.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
  const told = row.split('|')[3]?.trim();
  expect(told).toBe(lack?.replace(`${name} has no place for: `, '') ?? 'nothing');
});

test('the table has every format', () => {
  expect(columnOf(document, 'Formats', 1)).toEqual([...formats.map(({ name }) => name), 'json-schema']);
});

/** The public fields of each class of a C# source. */
function fieldsOf(source: string): Record<string, string[]> {
  const classes = [...source.matchAll(/public class (\w+)\s*\{([^}]*)\}/g)];
  return Object.fromEntries(
    classes.map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/(\w+)(?=[;,])/g)].map(([, field = '']) => field),
    ]),
  );
}

test('the C# classes have the fields of the file, and no other', () => {
  const file = JSON.parse(written.find(({ name }) => name === 'dotnet')?.text ?? '');
  const classes = fieldsOf(blocks.find(({ info }) => info === 'csharp settings')?.code ?? '');
  const { Roles, UserPool, SamlProviders } = file.Game;
  const objects: Record<string, object> = {
    ...{ Settings: file, AwsSettings: file.AWS, GameSettings: file.Game, UserPoolSettings: UserPool },
    ...{ ManagedLoginSettings: UserPool.ManagedLogin, RoleSettings: Roles, NamedArn: SamlProviders[0] },
  };
  expect(Object.keys(classes).sort()).toEqual(Object.keys(objects).sort());
  for (const [name, object] of Object.entries(objects)) {
    expect([name, [...(classes[name] ?? [])].sort()]).toEqual([name, Object.keys(object).sort()]);
  }
});

/** The commands of the document, without what is done with their output. */
const commands = blocks
  .filter(({ info }) => info === 'sh')
  .flatMap(({ code }) => code.split('\n'))
  .flatMap((line) => /^npm run (?:--silent )?client-config -- (.*?)(?: >| +#|$)/.exec(line)?.[1] ?? []);

test.each(commands)('npm run client-config -- %s can be run', (line) => {
  expect(readCommandLine(line.trim().split(' '), stageNames(stagesFolder))).toHaveProperty('format');
  expect(() => readCommandLine([...line.trim().split(' '), '--bogus'], [])).toThrow();
});

test('the commands are found', () => {
  expect(commands.length).toBeGreaterThan(2);
});
