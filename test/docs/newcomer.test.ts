import { textOf } from './document';

test('a newcomer uses the Node that the deployed functions run on, and not only one that works', () => {
  const node = textOf('.nvmrc').trim();
  expect(textOf('test/snapshots/accepted/test/everything.json')).toContain(`"Runtime": "nodejs${node}.x"`);
  expect(Number(node)).toBeGreaterThanOrEqual(
    Number.parseInt(JSON.parse(textOf('package.json')).engines.node.replace('>=', ''), 10),
  );
});

test('an editor formats as Biome does', () => {
  const { formatter } = JSON.parse(textOf('biome.json'));
  const settings = new Map(
    (textOf('.editorconfig').split('[*]')[1]?.split('[')[0] ?? '').split('\n').flatMap((line): [string, string][] => {
      const [, name, value] = /^(\w+) = (.+)$/.exec(line) ?? [];
      return name && value ? [[name, value]] : [];
    }),
  );
  expect({
    indentStyle: settings.get('indent_style'),
    indentWidth: Number(settings.get('indent_size')),
    lineWidth: Number(settings.get('max_line_length')),
  }).toEqual(formatter);
  // Biome's own.
  expect([settings.get('end_of_line'), settings.get('insert_final_newline')]).toEqual(['lf', 'true']);
});
