import { parseArgs } from 'node:util';

/** One option of a command. */
export interface CommandOption {
  /** What its value is, for whoever left it out: `it takes the path of a file`. Absent: it takes none. */
  readonly value?: string;
}

/** What is so short and plain is an option's name, mistyped or of another tool; anything else may be a token that begins with a dash. */
const plainName = /^[a-z][a-z-]{0,15}$/;

/**
 * Reads a command line of options alone, each once. Strict, and in the words of whoever runs it: what Node says of a wrong option quotes
 * it, and speaks to a programmer.
 *
 * @param example how two of them are written
 * @returns the values by name; a switch has the empty one
 * @throws Error that says which option is wrong, and quotes nothing that may be a token: values least of all
 */
export function readOptions<Name extends string>(
  args: readonly string[],
  options: Readonly<Record<Name, CommandOption>>,
  example: string,
): ReadonlyMap<Name, string> {
  const isOption = (name: string): name is Name => Object.hasOwn(options, name);
  const all = Object.keys(options).filter(isOption);
  const types = Object.fromEntries(
    all.map((name) => [name, { type: options[name].value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...args], options: types, strict: false, tokens: true });
  const values = new Map<Name, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') throw new Error(`every argument stands behind its option: ${example}`);
    const { name, value, inlineValue } = token;
    if (!isOption(name)) {
      const which = plainName.test(name) ? `the option --${name}` : 'one of the options';
      throw new Error(`${which} is not known; it takes ${all.map((known) => `--${known}`).join(', ')}`);
    }
    if (values.has(name)) throw new Error(`--${name} stands there twice; it takes one ${name}`);
    const wanted = options[name].value;
    if (wanted === undefined && value !== undefined) throw new Error(`--${name} takes no value`);
    if (wanted !== undefined && (!value || (!inlineValue && value.startsWith('-')))) {
      throw new Error(`--${name} is without its value; ${wanted}`);
    }
    values.set(name, value ?? '');
  }
  return values;
}
