import { conditionCases } from './condition-cases';

const key = (value: unknown) => ({ 'aws:UserAgent': value });
const has = (value: string) => ({ 'aws:UserAgent': value });

conditionCases('StringEquals', [
  ['the same text', { StringEquals: key('game') }, has('game'), true],
  ['another text', { StringEquals: key('game') }, has('games'), false],
  ['case counts', { StringEquals: key('game') }, has('Game'), false],
  ['a star is a star', { StringEquals: key('g*') }, has('game'), false],
  ['a star equals a star', { StringEquals: key('g*') }, has('g*'), true],
  ['one of several values', { StringEquals: key(['a', 'b']) }, has('b'), true],
  ['none of several values', { StringEquals: key(['a', 'b']) }, has('c'), false],
  ['no value in the policy', { StringEquals: key([]) }, has('a'), false],
  ['an absent key', { StringEquals: key('game') }, {}, false],
  ['a JSON number is its text', { StringEquals: key(12) }, has('12'), true],
  ['a JSON boolean is its text', { StringEquals: key(true) }, has('true'), true],
  ['the empty text equals itself', { StringEquals: key('') }, has(''), true],
  ["a key's name is not case-sensitive", { StringEquals: { 'AWS:useragent': 'game' } }, has('game'), true],
]);

conditionCases('StringNotEquals', [
  ['the same text', { StringNotEquals: key('game') }, has('game'), false],
  ['another text', { StringNotEquals: key('game') }, has('other'), true],
  ['several values are a NOR: one of them', { StringNotEquals: key(['a', 'b']) }, has('b'), false],
  ['several values are a NOR: none of them', { StringNotEquals: key(['a', 'b']) }, has('c'), true],
  ['an absent key', { StringNotEquals: key('game') }, {}, true],
]);

conditionCases('StringEqualsIgnoreCase and StringNotEqualsIgnoreCase', [
  ['another case', { StringEqualsIgnoreCase: key('gAmE') }, has('GaMe'), true],
  ['another text', { StringEqualsIgnoreCase: key('game') }, has('gain'), false],
  ['a star is a star', { StringEqualsIgnoreCase: key('G*') }, has('game'), false],
  ['an absent key', { StringEqualsIgnoreCase: key('game') }, {}, false],
  ['negated: another case', { StringNotEqualsIgnoreCase: key('GAME') }, has('game'), false],
  ['negated: another text', { StringNotEqualsIgnoreCase: key('GAME') }, has('gain'), true],
  ['negated: an absent key', { StringNotEqualsIgnoreCase: key('GAME') }, {}, true],
]);

conditionCases('StringLike', [
  ['a star takes any characters', { StringLike: key('g*e') }, has('gastropode'), true],
  ['a star takes none', { StringLike: key('g*') }, has('g'), true],
  ['a star takes slashes and colons', { StringLike: key('a*z') }, has('a/b:c/z'), true],
  ['a question mark takes one character', { StringLike: key('g?me') }, has('game'), true],
  ['a question mark takes not none', { StringLike: key('g?me') }, has('gme'), false],
  ['a question mark takes not two', { StringLike: key('g?me') }, has('gaame'), false],
  ['case counts', { StringLike: key('G*') }, has('game'), false],
  ['the whole text must match', { StringLike: key('am') }, has('game'), false],
  ['a star must go back to find its end', { StringLike: key('*ab*abc') }, has('xabxababc'), true],
  ['an absent key', { StringLike: key('*') }, {}, false],
  ['an empty value matches a star', { StringLike: key('*') }, has(''), true],
  ['a regular expression is text', { StringLike: key('g.*e') }, has('game'), false],
  ['a bracket is text', { StringLike: key('[ab]*') }, has('[ab]c'), true],
]);

conditionCases('StringNotLike', [
  ['a match', { StringNotLike: key('g*') }, has('game'), false],
  ['no match', { StringNotLike: key('g*') }, has('other'), true],
  ['several values are a NOR', { StringNotLike: key(['x*', 'g*']) }, has('game'), false],
  ['an absent key', { StringNotLike: key('g*') }, {}, true],
]);

conditionCases('several operators and keys', [
  [
    'keys are ANDed: both hold',
    { StringEquals: { 'aws:UserAgent': 'a', 'aws:Referer': 'b' } },
    { 'aws:UserAgent': 'a', 'aws:Referer': 'b' },
    true,
  ],
  [
    'keys are ANDed: one holds',
    { StringEquals: { 'aws:UserAgent': 'a', 'aws:Referer': 'b' } },
    { 'aws:UserAgent': 'a', 'aws:Referer': 'c' },
    false,
  ],
  [
    'operators are ANDed: both hold',
    { StringEquals: key('game'), StringLike: { 'aws:Referer': 'b*' } },
    { 'aws:UserAgent': 'game', 'aws:Referer': 'bb' },
    true,
  ],
  [
    'operators are ANDed: one holds',
    { StringEquals: key('game'), StringLike: { 'aws:Referer': 'b*' } },
    { 'aws:UserAgent': 'game', 'aws:Referer': 'cb' },
    false,
  ],
  ['an empty Condition always holds', {}, {}, true],
]);
