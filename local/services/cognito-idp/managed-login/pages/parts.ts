import { escaped, page } from '../../../../idp/page';
import type { UserPool } from '../../user-pool';
import { proofField } from '../form-proof';

/** What the pages of one pool have in common. */
export interface Form {
  readonly pool: UserPool;
  readonly heading: string;
  /** Where it is sent: a path of managed login with its query, not yet escaped. */
  readonly action: string;
  /** What shows that the form is one of these pages'. */
  readonly proof: string;
  /** What the player types, in HTML. */
  readonly fields: string;
  /** What the button says. */
  readonly send: string;
  /** What went wrong with the form before. */
  readonly problem?: string;
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
    ${problem === undefined ? '' : `<p id="problem" role="alert">${escaped(problem)}</p>`}
    <form method="post" action="${escaped(action)}">
      ${unseen.join('\n      ')}
      ${fields}
      <p><button type="submit">${escaped(send)}</button></p>
    </form>
    ${ways}`,
  );
}

/** A labelled field. Names and labels are these pages' own or the pool's schema's; what was typed before comes back escaped. */
export function field(options: {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly maxLength?: number;
}): string {
  const { name, label, autocomplete, type = 'text', value = '', maxLength = 256 } = options;
  const given = value === '' ? '' : ` value="${escaped(value)}"`;
  return `<label for="${escaped(name)}">${escaped(label)}</label>
      <input id="${escaped(name)}" name="${escaped(name)}" type="${type}" required maxlength="${maxLength}" autocomplete="${autocomplete}"${given}>`;
}

/** What players of a pool sign in by. */
export function nameField({ naming }: UserPool, value?: string): string {
  const byEmail = naming.usernameAttributes.includes('email');
  return field({
    name: 'username',
    label: byEmail ? 'E-mail address' : 'User name',
    type: byEmail ? 'email' : 'text',
    autocomplete: 'username',
    maxLength: 128,
    ...(value === undefined ? {} : { value }),
  });
}

/** A password, known or new. */
export function passwordField(label: string, name: string, autocomplete: 'current-password' | 'new-password'): string {
  return field({ name, label, autocomplete, type: 'password' });
}

/** A code that was sent, or that an app shows. */
export function codeField(label: string): string {
  return field({ name: 'code', label, autocomplete: 'one-time-code', maxLength: 16 });
}

/** What a form calls an attribute of the user. */
export const attributePrefix = 'attribute.';

/** Attributes that the pool must know. */
export function attributeFields(names: readonly string[], form: URLSearchParams): string {
  return names
    .map((name) => {
      const value = form.get(attributePrefix + name) ?? '';
      return field({ name: attributePrefix + name, label: name, autocomplete: 'on', value, maxLength: 2048 });
    })
    .join('\n      ');
}

/** A link to another page of managed login. @param path not yet escaped */
export function way(path: string, text: string): string {
  return `<p><a href="${escaped(path)}">${escaped(text)}</a></p>`;
}
