import { explainError } from '../../../bin/shared/explain-error';
import { printable } from '../../../bin/shared/printable';

test.each([
  ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['one in a single character', '\u009b31mred', '\\u{9b}31mred'],
  ['a line that is written over', 'refused\rwritten', 'refused\\u{d}written'],
  ['a character that is taken back', 'no\b\byes', 'no\\u{8}\\u{8}yes'],
  ['a link of a terminal', '\u001b]8;;http://evil.example\u0007x', '\\u{1b}]8;;http://evil.example\\u{7}x'],
  ['an end', 'a\u0000b', 'a\\u{0}b'],
  ['another reading direction', 'a\u202eb', 'a\\u{202e}b'],
  ['nothing to be seen', 'a\u200bb', 'a\\u{200b}b'],
  ['another line break', 'a\u2028b', 'a\\u{2028}b'],
])('%s is written out, and other text stays', (_what, text, said) => {
  expect(printable(text)).toBe(said);
  expect(explainError(new Error(text), undefined, 'nothing')).toBe(said);
  expect(explainError(Object.assign(new Error(text), { name: 'AccessDenied' }), undefined, 'x')).toBe(
    `${said}; it takes x`,
  );
  expect(printable('Grüße,\n“star-harvest” → 星 🎮')).toBe('Grüße,\n“star-harvest” → 星 🎮');
});
