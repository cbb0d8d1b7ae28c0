import { problemsOf } from './cases';

const withOrigin = (origin: string) => ({ cors: { origins: [origin] } });

describe('an origin of a web page or a WebView', () => {
  test.each([
    'https://play.my-studio.com',
    'https://play.my-studio.com:8443',
    // Capacitor on Android, by either of its schemes.
    'https://localhost',
    'http://localhost',
    'http://localhost:5173',
    // Capacitor and Ionic on iOS; another host is a setting of theirs.
    'capacitor://localhost',
    'capacitor://play.my-studio.com',
    'ionic://localhost',
    'ionic://localhost:8080',
    'app://obsidian.md',
    'tauri://localhost',
    'com.my-studio.game://app',
  ])('%s is taken', (origin) => {
    expect(problemsOf(withOrigin(origin))).toEqual([]);
  });

  test.each<[origin: string, corrected: string]>([
    ['*', 'https://play.my-studio.com'],
    ['null', 'capacitor://localhost'],
    ['file://', 'capacitor://localhost'],
    ['file://localhost', 'capacitor://localhost'],
    ['data:text/html,x', 'capacitor://localhost'],
    ['data://localhost', 'capacitor://localhost'],
    ['blob:https://play.my-studio.com', 'https://play.my-studio.com'],
    ['about:blank', 'capacitor://localhost'],
    ['javascript://localhost', 'capacitor://localhost'],
    ['content://localhost', 'capacitor://localhost'],
    ['filesystem:https://play.my-studio.com', 'https://play.my-studio.com'],
    ['ws://localhost', 'http://localhost'],
    ['ftp://localhost', 'http://localhost'],
    ['http://play.my-studio.com', 'https://play.my-studio.com'],
    ['https://play.my-studio.com/', 'https://play.my-studio.com'],
    ['https://play.my-studio.com:443', 'https://play.my-studio.com'],
    ['https://Play.my-studio.com', 'https://play.my-studio.com'],
    ['https://me@play.my-studio.com', 'https://play.my-studio.com'],
    ['chrome-extension://abcdef', 'capacitor://abcdef'],
    ['moz-extension://abcdef', 'capacitor://abcdef'],
    ['capacitor://', 'capacitor://localhost'],
    ['capacitor:localhost', 'capacitor://localhost'],
    ['capacitor://localhost/', 'capacitor://localhost'],
    ['capacitor://localhost?a', 'capacitor://localhost'],
    ['capacitor://localhost:', 'capacitor://localhost'],
    ['capacitor://localhost:99999', 'capacitor://localhost:9999'],
    ['capacitor://*', 'capacitor://localhost'],
    ['capacitor://*.my-studio.com', 'capacitor://play.my-studio.com'],
    ['Capacitor://localhost', 'capacitor://localhost'],
    ['capacitor://Localhost', 'capacitor://localhost'],
    ['capacitor://me@localhost', 'capacitor://localhost'],
    ['capacitor://..', 'capacitor://localhost'],
    ['1app://localhost', 'app1://localhost'],
    ['*://localhost', 'ionic://localhost'],
  ])('%s is refused', (origin, corrected) => {
    expect(problemsOf(withOrigin(origin))).toEqual([
      expect.stringMatching(/^cors\.origins\[0\]: must be one exact origin, .* got '/),
    ]);
    expect(problemsOf(withOrigin(corrected))).toEqual([]);
  });
});
