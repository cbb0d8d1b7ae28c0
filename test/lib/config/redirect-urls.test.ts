import { pool, problemsOf } from './cases';

/** An app client that players come back to by a URL, after signing in or out. */
const comesBackTo = (list: 'callbackUrls' | 'logoutUrls', url: string) => ({
  userPool: { ...pool, apps: { game: { ios: { callbackUrls: ['starharvest://in'], [list]: [url] } } } },
});

describe.each(['callbackUrls', 'logoutUrls'] as const)('where players come back to, by %s', (list) => {
  test.each([
    'https://play.my-studio.com/',
    'http://localhost:5173/',
    'starharvest://signed-in',
    // As native libraries write it.
    'com.my-studio.game:/signed-in',
    'capacitor://localhost/signed-in',
  ])('%s is taken', (url) => {
    expect(problemsOf(comesBackTo(list, url))).toEqual([]);
  });

  test.each<[url: string, corrected: string]>([
    ['http://play.my-studio.com/', 'https://play.my-studio.com/'],
    ['HTTP://play.my-studio.com/', 'https://play.my-studio.com/'],
    ['http://localhost.my-studio.com/', 'http://localhost/'],
    ['javascript:alert(1)', 'starharvest:/signed-in'],
    ['JavaScript://play.my-studio.com/%0aalert(1)', 'starharvest://play.my-studio.com/'],
    ['data:text/html,x', 'starharvest:/x'],
    ['file:///signed-in', 'starharvest:///signed-in'],
    ['blob:https://play.my-studio.com/1', 'https://play.my-studio.com/1'],
    ['chrome-extension://abcdef/', 'starharvest://abcdef/'],
    ['https://play.my-studio.com/#in', 'https://play.my-studio.com/in'],
  ])('%s is refused', (url, corrected) => {
    expect(problemsOf(comesBackTo(list, url))).toEqual([
      expect.stringMatching(new RegExp(`^userPool\\.apps\\.game\\.ios\\.${list}\\[0\\]: must be https`)),
    ]);
    expect(problemsOf(comesBackTo(list, corrected))).toEqual([]);
  });
});
