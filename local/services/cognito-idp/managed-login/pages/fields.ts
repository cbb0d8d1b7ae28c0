import type { UserPool } from '../../user-pool';
import { passwordRules } from '../../users/password-policy';
import { attributePrefix, type Field } from './field';

/** What players of a pool sign in by. */
export function nameField({ naming }: UserPool, value: string): Field {
  const byEmail = naming.usernameAttributes.includes('email');
  return {
    name: 'username',
    label: byEmail ? 'E-mail address' : 'User name',
    type: byEmail ? 'email' : 'text',
    autocomplete: 'username',
    maxLength: 128,
    value,
  };
}

/** A password that is known. It never comes back. */
export function passwordField(): Field {
  return { name: 'password', label: 'Password', autocomplete: 'current-password', type: 'password' };
}

/** A password to be thought up, with all that the pool asks of it. */
export function newPasswordField({ passwordPolicy }: UserPool, name: string, label: string): Field {
  const wanted = passwordRules(passwordPolicy).map((rule) => rule.wanted);
  const hint = `What it takes: ${wanted.join('; ')}.`;
  return { name, label, autocomplete: 'new-password', type: 'password', hint };
}

/** A code that was sent: here it is not. */
export function sentCodeField(): Field {
  const hint = 'Nothing is sent from this machine: the code is printed in the terminal where npm run local runs.';
  return codeField('Code that was sent to you', hint);
}

/** A code, of the kind that an authenticator app shows. */
export function codeField(label: string, hint?: string): Field {
  const more = hint === undefined ? {} : { hint };
  return { name: 'code', label, autocomplete: 'one-time-code', inputMode: 'numeric', maxLength: 16, ...more };
}

/** How browsers know the standard attributes; others they don't. */
const knownAttributes: Readonly<Record<string, Pick<Field, 'autocomplete' | 'type'>>> = {
  address: { autocomplete: 'street-address' },
  birthdate: { autocomplete: 'bday' },
  email: { autocomplete: 'email', type: 'email' },
  family_name: { autocomplete: 'family-name' },
  gender: { autocomplete: 'sex' },
  given_name: { autocomplete: 'given-name' },
  locale: { autocomplete: 'language' },
  middle_name: { autocomplete: 'additional-name' },
  name: { autocomplete: 'name' },
  nickname: { autocomplete: 'nickname' },
  phone_number: { autocomplete: 'tel', type: 'tel' },
  picture: { autocomplete: 'photo', type: 'url' },
  website: { autocomplete: 'url', type: 'url' },
};

/** Attributes that the pool must know. */
export function attributeFields(names: readonly string[], form: URLSearchParams): readonly Field[] {
  return names.map((name) => ({
    name: attributePrefix + name,
    label: name,
    value: form.get(attributePrefix + name) ?? '',
    maxLength: 2048,
    ...((Object.hasOwn(knownAttributes, name) ? knownAttributes[name] : undefined) ?? { autocomplete: 'off' }),
  }));
}
