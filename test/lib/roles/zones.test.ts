import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, leadingKeyOf, type Zone, zones } from '../../../lib/roles/zones';

const all: readonly (readonly [string, Zone])[] = Object.entries(zones);
const prefixes = all.flatMap(([, { prefix }]) => prefix ?? []);
const leadingKeys = all.flatMap(([, { leadingKey }]) => leadingKey ?? []);

test('no zone lies inside another', () => {
  for (const names of [prefixes, leadingKeys]) {
    for (const name of names) expect(names.filter((other) => other.startsWith(name))).toEqual([name]);
  }
});

test('a zone ends where the name of an owner begins', () => {
  for (const prefix of prefixes) expect(prefix).toMatch(/^[a-z]+\/$/);
  for (const key of leadingKeys) expect(key).toMatch(/^[A-Z]+#$/);
});

test("an owner's folder ends in a slash, so that no other owner's name can begin with it", () => {
  expect(folderOf({ prefix: 'private/' }, 'eu-west-1:1')).toBe('private/eu-west-1:1/');
  expect(folderOf({ prefix: 'federated/' }, 'google', '1')).toBe('federated/google/1/');
});

test("an owner's partition key ends with the owner's name", () => {
  expect(leadingKeyOf({ leadingKey: 'PLAYER#' }, 'eu-west-1:1')).toBe('PLAYER#eu-west-1:1');
  expect(leadingKeyOf({ leadingKey: 'FEDERATED#' }, 'google', '1')).toBe('FEDERATED#google#1');
});

describe.each(all)('the zone %s', (_, { prefix, leadingKey, ownedBy, may, moderatedBy }) => {
  test('holds something, and somebody writes it', () => {
    expect(prefix ?? leadingKey).toBeDefined();
    expect([may.owner, may.backend]).toContain('write');
  });

  test('is trusted: what the backend writes no player writes', () => {
    if (may.backend === 'write') expect(may.owner).not.toBe('write');
    if (ownedBy === 'game') expect(may).toMatchObject({ backend: 'write', owner: may.others });
  });

  test('opens no more to guests than to signed-in players', () => {
    if (may.guest === 'read') expect(may.others).toBe('read');
    if (may.guest === 'own') expect(ownedBy).toBe('player');
  });

  test('is moderated where it holds something that others read', () => {
    for (const store of Object.keys(moderatedBy ?? {})) {
      expect([store === 'files' ? prefix : leadingKey, may.others]).toEqual([expect.any(String), 'read']);
    }
  });
});

test('what is a player’s or a clan’s own, nobody else sees; protected files are the exception, for signed-in players', () => {
  const seen = all.filter(([, { ownedBy, may }]) => ownedBy !== 'game' && may.others !== 'nothing');
  expect(seen.map(([name]) => name)).toEqual(['protected']);
  expect(zones.protected.may.guest).toBe('nothing');
});

test('what a player may not forge, no player writes', () => {
  expect([zones.ledger.may, zones.public.may].map(({ owner, others }) => [owner, others])).toEqual([
    ['read', 'nothing'],
    ['read', 'read'],
  ]);
});

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '..', '..', '..', 'README.md'), 'utf8');
  const [, section = ''] = readme.split(/^## (?=Who may do what)/m);
  const [, ...rows] = (section.split(/^## /m)[0] ?? '').split('\n').filter((line) => /^\| [a-z]/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim().replace(/^`|`$/g, '')));

  test('tells every zone and no other, in the same order', () => {
    expect(cells.map(([, name, prefix, key]) => [name, prefix?.split('<')[0], key?.split('<')[0]])).toEqual(
      all.map(([name, { prefix = '', leadingKey = '' }]) => [name, prefix, leadingKey]),
    );
  });

  test.each(all)('says who may do what in the zone %s', (zone, { may }) => {
    const [, , , , guest = '', owner = '', others = '', backend = ''] = cells.find(([, name]) => name === zone) ?? [];
    const access = (cell: string) =>
      /write|read|own|nothing/.exec(cell.replace('read, write', 'write'))?.[0] ?? 'nothing';
    expect({ guest: access(guest), owner: access(owner), others: access(others), backend: access(backend) }).toEqual(
      may,
    );
  });
});
