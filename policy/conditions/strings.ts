import { Pattern } from '../matching/pattern';
import { tokenize } from '../matching/tokens';
import type { ReadValue } from './policy-value';

/** `StringEquals`: every character as it is, `*` and `?` too; policy variables are replaced. */
export const equalString: ReadValue = (text, { variables, refuse }) =>
  new Pattern(text, tokenize(text, { wildcards: false, variables }, refuse));

/** `StringEqualsIgnoreCase` */
export const equalStringIgnoringCase: ReadValue = (text, { variables, refuse }) =>
  new Pattern(text, tokenize(text, { wildcards: false, variables }, refuse), { ignoreCase: true });

/** `StringLike`: `*` for any characters, `?` for one. */
export const likeString: ReadValue = (text, { variables, refuse }) =>
  new Pattern(text, tokenize(text, { wildcards: true, variables }, refuse));
