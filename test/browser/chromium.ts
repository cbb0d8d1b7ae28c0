import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where a browser of Chromium's kind usually is, by platform. */
const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) =>
      process.env[folder] === undefined
        ? []
        : [join(process.env[folder], 'Google', 'Chrome', 'Application', 'chrome.exe')],
    ),
    ...['PROGRAMFILES(X86)', 'PROGRAMFILES'].flatMap((folder) =>
      process.env[folder] === undefined
        ? []
        : [join(process.env[folder], 'Microsoft', 'Edge', 'Application', 'msedge.exe')],
    ),
  ],
};

/** How a test reaches the browser. */
export type TheBrowser = () => Browser;

/** How a browser is started. */
export interface BrowserSettings {
  /** More of its command line: `--host-resolver-rules=…`. */
  readonly args?: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a browser is looked for with. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
}

const thisMachine: Surroundings = { env: process.env, platform: process.platform, exists: existsSync };

/**
 * The program of the browser that tests drive: CHROMIUM_PATH, or the first that is where such browsers usually are.
 *
 * @returns undefined where there is none
 * @throws Error when CHROMIUM_PATH names a file that is not there: whoever sets it means that one
 */
export function findChromium({ env, platform, exists }: Surroundings = thisMachine): string | undefined {
  const named = env.CHROMIUM_PATH;
  if (named === undefined || named === '') return (usualPlaces[platform] ?? []).find(exists);
  if (exists(named)) return named;
  throw new Error(`CHROMIUM_PATH names ${named}, where nothing is`);
}

/** What the tests of a file are to do: run in a browser, be skipped, or fail for want of one. */
export function browserForTests(surroundings: Surroundings = thisMachine): { path: string } | 'skip' | 'fail' {
  const path = findChromium(surroundings);
  if (path !== undefined) return { path };
  return surroundings.env.REQUIRE_BROWSER === '1' ? 'fail' : 'skip';
}

const howToGetOne =
  'no Chromium was found: install Chromium or Chrome (Debian: apt-get install chromium), or say where it is with CHROMIUM_PATH';

/**
 * Tests that need a browser, in one that is started for them and ended after them. Where there is none they are skipped, with a line
 * that says so; with REQUIRE_BROWSER=1 they fail instead.
 *
 * @param define defines the tests; what it is given answers the browser once tests run
 * @param settings how it is started, asked for once whatever stands around this has been set up
 */
export function describeInChromium(
  name: string,
  define: (browser: TheBrowser) => void,
  settings: () => BrowserSettings = () => ({}),
): void {
  const found = browserForTests();
  let browser: Browser | undefined;
  const theBrowser = () => {
    if (browser === undefined) throw new Error('the browser is there once tests run: ask for it within one');
    return browser;
  };
  if (found === 'fail') {
    test(`${name}: needs a browser`, () => {
      throw new Error(`${howToGetOne}; REQUIRE_BROWSER=1 asks for it`);
    });
    return;
  }
  if (found === 'skip') {
    process.stderr.write(`skipped: ${name}: ${howToGetOne}\n`);
    describe.skip(name, () => define(theBrowser));
    return;
  }
  describe(name, () => {
    beforeAll(async () => {
      const { args = [], env } = settings();
      browser = await chromium.launch({
        executablePath: found.path,
        args: [...quiet, ...args],
        ...(env && { env: { ...process.env, ...env } }),
      });
    });
    afterAll(async () => {
      await browser?.close();
    });
    define(theBrowser);
  });
}

/** Nothing but the pages under test is to be fetched. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
