import type { LocalCloud } from '../account/cloud';
import type { Paint } from '../smoke-test/report/paint';
import type { Authority } from '../tls/authority';

/** Where a cloud is reached by https, and what has to be trusted before a browser goes there. */
export function httpsHint(
  { httpsUrl, managedLogins }: Pick<LocalCloud, 'httpsUrl' | 'managedLogins'>,
  { file, validTo }: Pick<Authority, 'file' | 'validTo'>,
  paint: Paint,
): string {
  return [
    paint.strong(`The same by https, at ${httpsUrl} (managed login, as Amplify’s domain has it: without https://):`),
    ...managedLogins.flatMap(({ httpsUrl: url }) => (url === undefined ? [] : [`  ${url.replace(/^https:\/\//, '')}`])),
    `Trust this machine’s certificate authority first, valid until ${validTo.toISOString().slice(0, 10)}, for this machine’s names alone:`,
    `  ${file}`,
    `  Node.js: export NODE_EXTRA_CA_CERTS='${file.replaceAll("'", String.raw`'\''`)}'`,
    `  Chromium on Linux: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n local-cloud -i '${file.replaceAll("'", String.raw`'\''`)}'`,
    '  Others, and how to take it away: docs/local.md, “Managed login by HTTPS”. The key beside it is yours alone: give it to nobody.',
  ].join('\n');
}
