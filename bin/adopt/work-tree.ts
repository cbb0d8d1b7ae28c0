import { spawnSync } from 'node:child_process';

/**
 * Why a change of many files could not be taken back in a project's folder; undefined where it could.
 *
 * Files that git ignores do not count.
 */
export function whyNoWayBack(root: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['status', '--porcelain', '--', '.'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) return 'this is no git work tree, so what is rewritten could not be taken back';
  const changes = stdout.split('\n').filter((line) => line !== '');
  if (changes.length === 0) return undefined;
  const shown = changes.slice(0, 5).map((line) => `  ${line}`);
  const more = changes.length > shown.length ? [`  … and ${changes.length - shown.length} more`] : [];
  return ['there are changes that are not committed; commit them first:', ...shown, ...more].join('\n');
}
