import { readCommandLine } from '../../../local/command/options';

test('without a word about what to run, it is the local stage', () => {
  expect(readCommandLine([])).toMatchObject({
    stages: ['local', 'local-roles'],
    play: 'all',
    assemblies: [],
    refetchKeys: false,
    issuers: {},
  });
});

test('assemblies take the place of the local stage, and stages that are named stand beside them', () => {
  expect(readCommandLine(['--assembly', 'a', '--assembly', 'b'])).toMatchObject({ stages: [], assemblies: ['a', 'b'] });
  expect(readCommandLine(['--stage', 'local', '--stage', 'dev', '--assembly', 'a'])).toMatchObject({
    stages: ['local', 'dev'],
    assemblies: ['a'],
  });
});

test('a stage that is named twice is synthesized once', () => {
  expect(readCommandLine(['--stage', 'dev', '--stage', 'dev']).stages).toEqual(['dev']);
});

test('issuers are mapped, the inventory named and keys fetched again where it says so', () => {
  const line = ['--map-issuer', 'https://a.example=http://127.0.0.1:1', '--existing', 'account.json', '--refetch-keys'];
  expect(readCommandLine(line)).toMatchObject({
    issuers: { 'https://a.example': 'http://127.0.0.1:1' },
    existing: 'account.json',
    refetchKeys: true,
  });
});

test('an option that there is not, and a port that is none, are refused by name', () => {
  expect(() => readCommandLine(['--strict'])).toThrow('--strict');
  expect(() => readCommandLine(['--port', '70000'])).toThrow("--port must be a number from 0 to 65535, got '70000'");
  expect(readCommandLine(['--port', '4510']).port).toBe(4510);
});
