import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from '../../../changes/templates';
import { emptyDirectory } from '../../assembly/assembly-on-disk';
import { disposable } from '../../changes/bases';
import { resource, stack } from '../../changes/small-templates';
import { assemblyOf, plan, stagesWith } from './plan-command';

const stages = stagesWith(disposable);
const files = resource('Files', 'AWS::S3::Bucket', {});
const game: Deployment = ['star-harvest-dev-data', 'star-harvest-dev-federation'].map((name) => stack(name, files));
const why = /^Nothing was compared: /;

/** A folder with these files. */
function folderWith(contents: Readonly<Record<string, string>>): string {
  const folder = emptyDirectory();
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  return folder;
}

const manifest = (artifacts: object) => JSON.stringify({ version: '55.0.0', artifacts });
const federation = (properties: object) => manifest({ game: { type: 'aws:cloudformation:stack', properties } });

describe.each(['--assembly', '--against'])('%s', (option) => {
  const other = option === '--against' ? '--assembly' : '--against';

  test.each<[what: string, folder: () => string, said: string]>([
    [
      'that is missing',
      () => join(emptyDirectory(), 'missing'),
      'cannot be read (ENOENT). Synthesize first: npx cdk synth',
    ],
    ['without a manifest', () => folderWith({ 'a.json': '{}' }), 'manifest.json: cannot be read (ENOENT)'],
    ['whose manifest is none', () => folderWith({ 'manifest.json': '{' }), 'manifest.json: is not valid JSON'],
    [
      'without stacks',
      () => folderWith({ 'manifest.json': manifest({}) }),
      'has no stacks; synthesize a stage into it',
    ],
    [
      'without its template',
      () => folderWith({ 'manifest.json': federation({ templateFile: 'a.json' }) }),
      "a.json can't be read: ENOENT; synthesize again",
    ],
    [
      'with a template that is none',
      () => folderWith({ 'manifest.json': federation({ templateFile: 'a.json' }), 'a.json': '[]' }),
      'a.json is no template',
    ],
  ])('a folder %s is told, and ends with 2', async (_what, folder, said) => {
    const good = assemblyOf(game);
    const ended = await plan([option, folder(), other, good], { stages });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.said).toMatch(why);
    expect(ended.said).toContain(said);
    expect(await plan([option, assemblyOf(game), other, good], { stages })).toMatchObject({ code: 0, said: '' });
  });
});

test('an assembly of another stage is not the stage’s', async () => {
  const prod = assemblyOf(game.map((one) => ({ ...one, name: one.name.replace('dev', 'prod') })));
  const ended = await plan(['--assembly', prod, '--against', assemblyOf(game)], { stages });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.said).toContain(
    'has no stack star-harvest-dev-data: it is not stage dev, but has star-harvest-prod-data',
  );
});

test('a stage that can’t be synthesized is told with the reason, after what it is compared with was found', async () => {
  const synthesize = jest.fn(async () => {
    throw new Error("the app could not be synthesized (stage 'dev'):\nguests: wrong");
  });
  const ended = await plan(['--against', assemblyOf(game)], { stages, synthesize });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.said).toContain("the app could not be synthesized (stage 'dev'):\nguests: wrong");
  await plan(['--against', join(emptyDirectory(), 'missing')], { stages, synthesize });
  expect(synthesize).toHaveBeenCalledTimes(1);
});
