import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { urlSigner } from '../../../lambda/smoke-test/url-signer';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import type { Way } from './facts';
import type { Installed } from './installed';
import { texts } from './logins';
import { tried } from './tried';

/** Pages that reach files from a browser: what the bucket says to each origin. */
export function originWays({ resources, stage, places }: Installed): Way[] {
  const bucket = resources.find(({ type, ref }) => type === 'AWS::S3::Bucket' && ref === places.bucket);
  const rules: readonly { AllowedOrigins?: unknown }[] = Object(bucket?.properties.CorsConfiguration).CorsRules ?? [];
  const origins = new Set(rules.flatMap(({ AllowedOrigins }) => texts(AllowedOrigins)));
  return [...origins].map((origin) => ({
    who: `pages of ${origin}`,
    async try() {
      const headers = { origin, 'access-control-request-method': 'PUT' };
      const { status } = await fetch(`${stage.cloud.url}/${places.bucket}/public/news`, { method: 'OPTIONS', headers });
      return { enters: status === 200 ? 'may' : `refused: HTTP ${status}` };
    },
  }));
}

/** Presigned URLs that the game's backend hands out, by their age in seconds. */
export function urlWay({ stage, places }: Installed): Way {
  const ages = [0, 600, 1800, 7200];
  const config = administratorClient(stage.cloud);
  const taken = (secondsAgo: number) =>
    tried(() => {
      const { sha256 } = new S3Client(config).config;
      const signer = urlSigner(config.credentials, sha256, secondsAgo);
      const s3 = new S3Client({ ...config, forcePathStyle: true, signer });
      return s3.send(new PutObjectCommand({ Bucket: places.bucket, Key: 'public/by-url', Body: 'news' }));
    });
  return {
    who: 'presigned URLs',
    try: async () =>
      Object.fromEntries(
        await Promise.all(ages.map(async (age) => [`${age} s after their signature`, await taken(age)])),
      ),
  };
}
