import { escaped } from '../../../../idp/page';

/** A field of a form, with its label. Names and labels are these pages' own or the pool's schema's. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** What browsers fill it in by; it also tells fields of one kind, whatever their names. */
  readonly autocomplete: string;
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'url';
  readonly inputMode?: 'numeric';
  /** What was typed before. */
  readonly value?: string;
  readonly maxLength?: number;
  /** What is good to know before it is filled in, in a sentence. */
  readonly hint?: string;
}

/** What went wrong with a form, for whoever filled it in. */
export interface Problem {
  readonly sentence: string;
  /** Whether a field is the one to be corrected. Where none is, nobody knows which, or it is not to be told. */
  isOf(field: Field): boolean;
}

/** What a form calls an attribute of the user. */
export const attributePrefix = 'attribute.';

/** The id of what a form says went wrong. */
export const problemId = 'problem';

/**
 * Fields in HTML, in their order. One has the focus at once: the one to be corrected, else the first that is still empty. It is also the
 * one that the problem is read out with.
 */
export function fieldsOf(fields: readonly Field[], problem: Problem | undefined): string {
  const wrong = problem === undefined ? undefined : fields.find((field) => problem.isOf(field));
  const focused = wrong ?? fields.find(({ value = '' }) => value === '') ?? fields[0];
  return fields
    .map((field) =>
      oneField(field, {
        autofocus: field === focused,
        invalid: field === wrong,
        describedBy: problem !== undefined && field === focused ? [problemId] : [],
      }),
    )
    .join('\n      ');
}

function oneField(
  { name, label, autocomplete, type = 'text', inputMode, value = '', maxLength = 256, hint }: Field,
  state: { readonly autofocus: boolean; readonly invalid: boolean; readonly describedBy: readonly string[] },
): string {
  const id = escaped(name);
  const describedBy = [...(hint === undefined ? [] : [`${id}-hint`]), ...state.describedBy].join(' ');
  const attributes = [
    `type="${type}" required maxlength="${maxLength}" autocomplete="${autocomplete}"`,
    // What is typed letter by letter is not to be corrected by a keyboard.
    ...(type === 'text' ? ['autocapitalize="none" spellcheck="false"'] : []),
    ...(inputMode === undefined ? [] : [`inputmode="${inputMode}"`]),
    ...(value === '' ? [] : [`value="${escaped(value)}"`]),
    ...(describedBy === '' ? [] : [`aria-describedby="${describedBy}"`]),
    ...(state.invalid ? ['aria-invalid="true"'] : []),
    ...(state.autofocus ? ['autofocus'] : []),
  ];
  return `<label for="${id}">${escaped(label)}</label>
      <input id="${id}" name="${id}" ${attributes.join(' ')}>${
        hint === undefined ? '' : `\n      <p id="${id}-hint" class="hint">${escaped(hint)}</p>`
      }`;
}
