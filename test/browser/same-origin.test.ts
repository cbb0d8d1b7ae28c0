import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Page } from 'playwright-core';
import { type Game, startGame } from '../stories/deployment';
import { describeInChromium, type TheBrowser } from './chromium';

/** A page that somebody uploaded: it reads whatever its origin lets it, and shows that. */
const hostile = (headers: Readonly<Record<string, string>>) => `<!doctype html><title>hostile</title><body><script>
  document.title = 'runs';
  const init = ${JSON.stringify({ headers })};
  const read = (path) => fetch(path, init).then((answer) => answer.ok && answer.text()).catch(() => '');
  Promise.all(['/_local/outputs.json', '/'].map(read)).then((texts) => {
    document.title = texts.some((text) => /IdentityPoolId/.test(text)) ? 'READ IT' : 'read nothing';
  });
</script>`;

let game: Game;
/** Which links by the address of the local cloud, and which by the bucket's own host. */
let byPath: S3Client;
let byHost: S3Client;
beforeAll(async () => {
  game = await startGame();
  const { url, region, administrator } = game.cloud;
  const common = { region, credentials: { ...administrator, expiration: undefined } };
  byPath = new S3Client({ ...common, endpoint: url, forcePathStyle: true });
  byHost = new S3Client({ ...common, endpoint: `http://s3.localhost:${new URL(url).port}` });
});
afterAll(async () => {
  byPath.destroy();
  byHost.destroy();
  await game.stop();
});

/** Uploads a page and links to it. */
async function uploaded(Body: string, linking: S3Client): Promise<string> {
  const object = { Bucket: game.bucket, Key: 'private/page.html' };
  await byPath.send(new PutObjectCommand({ ...object, Body, ContentType: 'text/html' }));
  return getSignedUrl(linking, new GetObjectCommand(object));
}

async function titleOf(browser: TheBrowser, url: string, settled: RegExp): Promise<string> {
  const page: Page = await browser().newPage();
  try {
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(200);
    await page.waitForFunction((source) => new RegExp(source).test(document.title), settled.source).catch(() => {});
    return await page.title();
  } finally {
    await page.close();
  }
}

describeInChromium('a page out of a bucket', (browser) => {
  test('runs no script where the local cloud’s own pages stand', async () => {
    expect(await titleOf(browser, await uploaded(hostile({ accept: 'text/html' }), byPath), /^hostile$/)).toBe(
      'hostile',
    );
  });

  test('runs at its bucket’s own host, and reads nothing of those pages, whomever it says it means', async () => {
    for (const meant of ['', '127.0.0.1', 'localhost']) {
      const headers = { accept: 'text/html', ...(meant !== '' && { 'x-forwarded-host': meant }) };
      const url = await uploaded(hostile(headers), byHost);
      expect(await titleOf(browser, url, /read/i)).toBe('read nothing');
    }
  });

  test('and the local cloud’s own shows it all', async () => {
    const page = await browser().newPage();
    await page.goto(game.cloud.url);
    expect(await page.locator('#outputs').textContent()).toContain('IdentityPoolId');
    await page.close();
  });
});
