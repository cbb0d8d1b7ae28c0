import { browserForTests, describeInChromium } from './chromium';

const debian = '/usr/bin/chromium';
const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

describe('the browser that tests drive', () => {
  test.each<[string, NodeJS.Platform, Record<string, string>, readonly string[], unknown]>([
    [
      'is the one of CHROMIUM_PATH',
      'linux',
      { CHROMIUM_PATH: '/opt/mine' },
      ['/opt/mine', debian],
      { path: '/opt/mine' },
    ],
    ['is Debian’s without it', 'linux', {}, [debian, '/usr/bin/google-chrome'], { path: debian }],
    ['is found with an empty CHROMIUM_PATH too', 'linux', { CHROMIUM_PATH: '' }, [debian], { path: debian }],
    ['is Chrome on macOS', 'darwin', {}, [chrome], { path: chrome }],
    ['is not looked for at another platform’s places', 'darwin', {}, [debian], 'skip'],
    ['may be missing: then its tests are skipped', 'linux', {}, [], 'skip'],
    ['must not be missing where REQUIRE_BROWSER asks for it', 'linux', { REQUIRE_BROWSER: '1' }, [], 'fail'],
    ['is enough for REQUIRE_BROWSER where it is there', 'linux', { REQUIRE_BROWSER: '1' }, [debian], { path: debian }],
  ])('%s', (_claim, platform, env, there, expected) => {
    expect(browserForTests({ env, platform, exists: (path) => there.includes(path) })).toEqual(expected);
  });

  test('is not silently another one when CHROMIUM_PATH is wrong', () => {
    const surroundings = {
      env: { CHROMIUM_PATH: '/opt/gone' },
      platform: 'linux',
      exists: (path: string) => path === debian,
    } as const;
    expect(() => browserForTests(surroundings)).toThrow('CHROMIUM_PATH names /opt/gone, where nothing is');
  });
});

describeInChromium('a test in the browser', (browser) => {
  test('sees what a page draws', async () => {
    const context = await browser().newContext({ viewport: { width: 320, height: 480 } });
    const page = await context.newPage();
    await page.setContent('<main><h1>There</h1></main>');
    expect(await page.locator('h1').textContent()).toBe('There');
    expect(await page.evaluate(() => innerWidth)).toBe(320);
    await context.close();
  });
});
