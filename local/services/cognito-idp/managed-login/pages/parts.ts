import { escaped, page } from '../../../../idp/page';
import type { UserPool } from '../../user-pool';
import { proofField } from '../form-proof';
import { type Field, fieldsOf, type Problem, problemId } from './field';

/** What the pages of one pool have in common. */
export interface Form {
  readonly pool: UserPool;
  readonly heading: string;
  /** Where it is sent: a path of managed login with its query, not yet escaped. */
  readonly action: string;
  /** What shows that the form is one of these pages'. */
  readonly proof: string;
  /** What the player types. */
  readonly fields: readonly Field[];
  /** What the button says. */
  readonly send: string;
  /** What went wrong with the form before. */
  readonly problem?: Problem;
  /** What is good to know. */
  readonly notice?: string;
  /** Further ways, in HTML, below the form. */
  readonly ways?: string;
  /** Fields that nobody sees. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** A page of managed login, in HTML. */
export function loginPage(pool: UserPool, heading: string, content: string): string {
  return page({ what: 'managed login', owner: `${pool.name} (${pool.id})`, heading, content });
}

/** A page with one form, which works without scripts. */
export function formOn(form: Form): string {
  const { pool, heading, action, proof, fields, send, problem, notice, ways = '', hidden = {} } = form;
  const unseen = Object.entries({ [proofField]: proof, ...hidden }).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return loginPage(
    pool,
    heading,
    `${notice === undefined ? '' : `<p role="status">${escaped(notice)}</p>`}
    ${problem === undefined ? '' : `<p id="${problemId}" role="alert">${escaped(problem.sentence)}</p>`}
    <form method="post" action="${escaped(action)}">
      ${unseen.join('\n      ')}
      ${fieldsOf(fields, problem)}
      <p><button type="submit">${escaped(send)}</button></p>
    </form>
    ${ways}`,
  );
}

/** A link to another page of managed login. @param path not yet escaped */
export function way(path: string, text: string): string {
  return `<p><a href="${escaped(path)}">${escaped(text)}</a></p>`;
}
