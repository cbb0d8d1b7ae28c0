import { playerFolder, playerLeadingKey, zones } from '../../../lib/roles/zones';

const all = Object.values(zones);
const prefixes = all.flatMap((zone) => ('prefix' in zone ? [zone.prefix] : []));
const leadingKeys = all.flatMap((zone) => ('leadingKey' in zone ? [zone.leadingKey] : []));

test('no zone lies inside another', () => {
  for (const names of [prefixes, leadingKeys]) {
    for (const name of names) expect(names.filter((other) => other.startsWith(name))).toEqual([name]);
  }
});

test('a zone ends where the name of a player begins', () => {
  for (const prefix of prefixes) expect(prefix).toMatch(/^[a-z]+\/$/);
  for (const key of leadingKeys) expect(key).toMatch(/^[A-Z]+#$/);
});

test("a player's folder ends in a slash, so that no other player's name can begin with it", () => {
  expect(playerFolder('private/', 'eu-west-1:1')).toBe('private/eu-west-1:1/');
  expect(playerLeadingKey('PLAYER#', 'eu-west-1:1')).toBe('PLAYER#eu-west-1:1');
});
