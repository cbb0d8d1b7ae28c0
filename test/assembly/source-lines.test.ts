import type { StackArtifact } from '../../assembly/manifest';
import { sourceLines } from '../../assembly/source-lines';

const logicalId = (data: string) => ({ type: 'aws:cdk:logicalId', data });
const creationStack = (...data: readonly string[]) => ({ type: 'aws:cdk:creationStack', data });
const statement = (data: string, ...trace: readonly string[]) => ({ type: 'game-federation:statement', data, trace });

const stack = (metadata: unknown): StackArtifact => ({
  ...{ id: 'game', stackName: 'game', terminationProtection: false, templateFile: '', assetManifestFiles: [] },
  metadata,
});

test.each([
  [
    'a call of a named function',
    'PlayerFiles.allow (/game/lib/player-files.ts:161:10)',
    '/game/lib/player-files.ts',
    161,
  ],
  ['one of a function without a name', '/game/lib/app.ts:24:22', '/game/lib/app.ts', 24],
  ['one on Windows', 'new Stack (C:\\game\\lib\\app.ts:7:1)', 'C:\\game\\lib\\app.ts', 7],
])('%s is a line of code', (_what, frame, file, line) => {
  const lines = sourceLines(stack({ '/game/Role': [logicalId('Role'), creationStack(frame)] }));
  expect(lines.ofResource('Role')).toEqual([{ file, line }]);
});

test.each([
  '...new Role2 in aws-cdk-lib...',
  'Role.add (/game/node_modules/aws-cdk-lib/iam.js:1:2)',
  'Module._compile (node:internal/modules/cjs/loader:1529:14)',
  '...node internals, ts-node, ts-node...',
  '',
])('%j is no line of the app’s', (frame) => {
  const lines = sourceLines(stack({ '/game/Role': [logicalId('Role'), creationStack(frame)] }));
  expect(lines.ofResource('Role')).toEqual([]);
});

describe('of a policy that several statements were added to', () => {
  const lines = sourceLines(
    stack({
      '/game/Role': [
        statement('Own', '/game/lib/a.ts:1:1', '/game/lib/b.ts:2:1'),
        statement('Read', '/game/lib/a.ts:9:1'),
      ],
      '/game/Role/DefaultPolicy/Resource': [logicalId('Policy'), creationStack('/game/lib/a.ts:1:1')],
      '/game/Other/DefaultPolicy/Resource': [logicalId('Other'), creationStack('/game/lib/c.ts:3:1')],
    }),
  );

  test.each([
    ['Policy', 'Own', ['/game/lib/a.ts:1', '/game/lib/b.ts:2']],
    ['Policy', 'Read', ['/game/lib/a.ts:9']],
    ['Policy', 'Unnoted', ['/game/lib/a.ts:1']],
    ['Policy', undefined, ['/game/lib/a.ts:1']],
    ['Other', 'Own', ['/game/lib/c.ts:3']],
    ['Nobody', 'Own', []],
  ])('in %s, %s is written at %j', (policy, sid, expected) => {
    expect(lines.ofStatement(policy, sid).map(({ file, line }) => `${file}:${line}`)).toEqual(expected);
  });
});

test('an assembly without stacks of calls has no lines, and is no mistake', () => {
  expect(sourceLines(stack(undefined)).ofStatement('Policy', 'Own')).toEqual([]);
  expect(sourceLines(stack({ '/game/Role': [logicalId('Role')] })).ofResource('Role')).toEqual([]);
});
