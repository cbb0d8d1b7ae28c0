import { escaped } from '../../../../idp/page';
import type { UserPool } from '../../user-pool';
import { loginPage } from './parts';

/** What went wrong, where there is no app that can be trusted with it. Nothing on it leads anywhere. */
export function errorPage(pool: UserPool, error: string, description: string): string {
  return loginPage(
    pool,
    'This cannot go on',
    `<p role="alert">${escaped(description)}</p><p><code>${escaped(error)}</code></p>`,
  );
}
