import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether certutil is there, with which Chromium on Linux is told whom to trust (Debian: libnss3-tools). */
export function canTrust(): boolean {
  return spawnSync('certutil', ['--help'], { stdio: 'ignore' }).error === undefined;
}

/**
 * Makes a home folder in which Chromium on Linux trusts a certificate authority for servers: the NSS database below it is the one that
 * Chromium reads whose `HOME` it is. Nobody's own trust is touched.
 *
 * @param home a folder of the test's own
 * @param file the authority's certificate, in PEM
 * @returns what a browser's environment needs beside the rest
 * @throws Error with what certutil said
 * @see https://chromium.googlesource.com/chromium/src/+/main/docs/linux/cert_management.md
 */
export function trustAuthority(home: string, file: string): Readonly<Record<string, string>> {
  const folder = join(home, '.pki', 'nssdb');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  certutil('-d', `sql:${folder}`, '-N', '--empty-password');
  certutil('-d', `sql:${folder}`, '-A', '-t', 'C,,', '-n', 'local-cloud', '-i', file);
  // Where it is set, Chromium looks below it as well.
  return { HOME: home, XDG_DATA_HOME: join(home, '.local', 'share') };
}

function certutil(...args: readonly string[]): void {
  const { status, error, stderr } = spawnSync('certutil', [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`certutil ${args.join(' ')}: ${error?.message ?? stderr}`);
}
