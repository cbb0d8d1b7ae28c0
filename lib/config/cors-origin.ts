import { z } from 'zod';
import { isAppScheme } from './fields';

/**
 * An origin as browsers and WebViews send it: scheme, host, and port where it is not the usual one. A WebView serves an app's pages by a
 * scheme of the app: `capacitor://localhost` on iOS (documented: https://ionicframework.com/docs/troubleshooting/cors), and S3 compares
 * origins as texts (observed with such schemes: remotely-save discussion #28).
 *
 * `null`, which browsers send for pages without an origin (files, data URLs, sandboxed frames), is everybody's, and refused like `*`.
 */
export const corsOrigin = z.string().refine((value) => isOrigin(value), {
  error: (issue) =>
    `must be one exact origin, https://<host>, http://localhost or a WebView's <app's scheme>://<host>, without path or wildcard, got '${issue.input}'`,
});

function isOrigin(value: string): boolean {
  if (/^(https:\/\/[a-z0-9.-]+|http:\/\/localhost)(:\d{1,5})?$/.test(value)) {
    return URL.canParse(value) && new URL(value).origin === value;
  }
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.+)$/.exec(value) ?? [];
  if (!isAppScheme(scheme)) return false;
  // A browser's own rules for hosts and ports hold for https alone.
  return hostAndPort.test(authority) && URL.canParse(`https://${authority}`);
}

const hostAndPort = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9]\d{0,4})?$/;
