import { differs, type Ended, type Expected, faultOf, refused, works } from './command-row';

const ended = (code: number, printed: string): Ended => ({ code, printed });

test.each<[string, Ended, Expected, string | undefined]>([
  ['works', ended(0, 'two files'), works(/two/), undefined],
  ['prints something else', ended(0, 'one file'), works(/two/), 'it did not say /two/, but: one file'],
  ['fails where it should work', ended(1, 'two'), works(/two/), 'it ended with 1, and said: two'],
  ['is refused', ended(254, 'AccessDenied'), refused(/AccessDenied/), undefined],
  ['is refused in other words', ended(254, 'Teapot'), refused(/Denied/), 'it did not say /Denied/, but: Teapot'],
  ['works where it should be refused', ended(0, 'Denied'), refused(/Denied/), 'it ended with 0, and said: Denied'],
  ['differs as it is said', ended(1, 'NotImplemented'), differs(/NotImplemented/, 'why'), undefined],
  ['does not differ any more', ended(0, ''), differs(/NotImplemented/, 'why'), 'it ended with 0, and said: '],
])('a command that %s', (_, what, expected, fault) => {
  expect(faultOf(what, expected)).toBe(fault);
});
