import { type ReadValue, typedValue } from './policy-value';

/** How the request's number stands to the policy's. */
export type Ordering = (value: number, wanted: number) => boolean;

const numberSyntax = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The `Numeric…` operators: integers and decimals. */
export function comparedNumber(holds: Ordering): ReadValue {
  return (text, reading) =>
    typedValue(text, parseNumber(text), 'a number', reading, (wanted, value) => {
      const found = parseNumber(value);
      return found === undefined ? undefined : holds(found, wanted);
    });
}

function parseNumber(text: string): number | undefined {
  return numberSyntax.test(text) ? Number(text) : undefined;
}
