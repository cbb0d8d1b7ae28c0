import { Players } from '../../../local/idp/players';

/** Issuers, and how they write subjects. */
const forms: [issuer: string, subject: RegExp][] = [
  ['https://accounts.google.com', /^1\d{20}$/],
  ['https://appleid.apple.com', /^[0-9a-f]{32}$/],
  ['https://players.example/game', /^[0-9a-f]{32}$/],
];

describe.each(forms)('a player of %s', (issuer, form) => {
  test(`has a subject of the form ${form}, the same at each start, and no other player has it`, () => {
    const names = Array.from({ length: 200 }, (_, number) => `Ana ${number}`);
    const subjects = names.map((name) => new Players(issuer).signIn(name));
    for (const subject of subjects) expect(subject).toMatch(form);
    expect(new Set(subjects).size).toBe(names.length);
    expect(names.map((name) => new Players(issuer).signIn(name))).toEqual(subjects);
  });

  test('is nobody at another issuer', () => {
    const elsewhere = forms.filter(([other]) => other !== issuer).map(([other]) => new Players(other).signIn('Ana'));
    expect(elsewhere).not.toContain(new Players(issuer).signIn('Ana'));
  });
});
