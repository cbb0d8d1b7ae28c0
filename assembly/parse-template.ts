import { AssemblyError } from './assembly-error';

/** A template's text as an object. @throws AssemblyError where it is not well-formed */
export function parseTemplate(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AssemblyError('Template format error', 'JSON not well-formed.');
  }
}
