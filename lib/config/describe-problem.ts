import type { z } from 'zod';
import { shown, typeInWords } from './shown';

/** One problem that the schema found, as sentences for whoever wrote the configuration: field, what is wrong, how to fix it. */
export function describeProblem(issue: z.core.$ZodIssue): string[] {
  const field = fieldName(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        (key) => `${fieldName([...issue.path, key])}: is not a setting; remove it or correct its spelling`,
      );
    case 'invalid_type':
      return [
        issue.input === undefined
          ? `${field}: is missing; set it to ${typeInWords(issue.expected)}`
          : `${field}: must be ${typeInWords(issue.expected)}, got ${shown(issue.input)}`,
      ];
    case 'invalid_key':
      return issue.issues.map(({ message }) => `${field}: its name ${message}`);
    case 'too_big':
      return [custom(field, issue.message, `must be ${issue.maximum} long at most; shorten it`)];
    default:
      return [`${field}: ${issue.message}`];
  }
}

/** `oidc[0].issuer` */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '') || 'configuration';
}

function custom(field: string, message: string, otherwise: string): string {
  return `${field}: ${/^(Too big|Invalid)/.test(message) ? otherwise : message}`;
}
