import type { Way } from './facts';
import type { Installed } from './installed';
import { texts } from './logins';

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
