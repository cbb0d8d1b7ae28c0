import { type ReadValue, typedValue } from './policy-value';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `BinaryEquals`: byte for byte; base64 in the policy, and in the request context too. */
export const equalBinary: ReadValue = (text, reading) =>
  typedValue(text, parseBase64(text), 'base64', reading, (wanted, value) => parseBase64(value)?.equals(wanted));

function parseBase64(text: string): Buffer | undefined {
  return base64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
