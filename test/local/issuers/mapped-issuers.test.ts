import { checkMappedIssuers, mappedIssuers } from '../../../local/issuers/mapped-issuers';

test('an issuer is mapped to an address, paths included', () => {
  expect(
    mappedIssuers([
      'https://players.example/realms/game=http://127.0.0.1:8080/auth',
      'https://two.example=https://lan',
    ]),
  ).toEqual({
    'https://players.example/realms/game': 'http://127.0.0.1:8080/auth',
    'https://two.example': 'https://lan',
  });
});

test.each([
  'https://players.example',
  'players.example=http://127.0.0.1:8080',
  'http://players.example=http://127.0.0.1:8080',
  'https://players.example=127.0.0.1:8080',
  'https://players.example=http://127.0.0.1:8080/?realm=1',
  'https://players.example=',
  '=http://127.0.0.1:8080',
])("'%s' is refused, quoted and with an example", (pair) => {
  expect(() => mappedIssuers([pair])).toThrow(`got '${pair}'`);
});

test('an issuer is mapped once', () => {
  const pair = 'https://players.example=http://127.0.0.1:8080';
  expect(() => mappedIssuers([pair, pair])).toThrow('--map-issuer maps https://players.example twice');
});

test('a mapped issuer that the deployment does not have is refused, naming those it has', () => {
  const table = { 'https://players.exmaple': 'http://127.0.0.1:8080' };
  expect(() => checkMappedIssuers(table, ['https://players.example', 'https://accounts.google.com'])).toThrow(
    'the mapped issuer https://players.exmaple: it has https://players.example, https://accounts.google.com',
  );
  expect(() => checkMappedIssuers(table, [])).toThrow('it has none');
  expect(() => checkMappedIssuers(table, ['https://players.exmaple'])).not.toThrow();
});
