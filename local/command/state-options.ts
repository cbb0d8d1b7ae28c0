import type { ParseArgsConfig } from 'node:util';

/** Where an account is kept, and what is done with what is there before it is started. */
export interface KeptState {
  readonly folder: string;
  /** Delete what is kept there. */
  readonly fresh: boolean;
  /** Write what is kept there into this file, and do nothing else. */
  readonly exportTo: string | undefined;
  /** Take what this file holds. */
  readonly importFrom: string | undefined;
}

/** The folder without a word about it. */
export const usualFolder = '.local-cloud';

/** The options that say so. */
export const stateOptions = {
  state: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  export: { type: 'string' },
  import: { type: 'string' },
  'in-memory': { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

interface Values {
  readonly state?: string;
  readonly fresh: boolean;
  readonly export?: string;
  readonly import?: string;
  readonly 'in-memory': boolean;
  readonly stay: boolean;
}

/**
 * Where the account is kept: only that of a cloud that stays up.
 *
 * @returns undefined where it is not
 * @throws Error that says which option is wrong
 */
export function keptStateOf(values: Values): KeptState | undefined {
  const said = (['state', 'fresh', 'export', 'import'] as const).filter(
    (name) => values[name] !== undefined && values[name] !== false,
  );
  const [first] = said;
  if (!values.stay && (first !== undefined || values['in-memory'])) {
    throw new Error(`--${first ?? 'in-memory'} is for npm run local: npm start keeps nothing`);
  }
  if (values['in-memory'] && first !== undefined) {
    throw new Error(`--in-memory keeps nothing: leave --${first} out`);
  }
  for (const name of ['state', 'export', 'import'] as const) {
    if (values[name] === '') throw new Error(`--${name} takes a path`);
  }
  if (values.export !== undefined && (values.fresh || values.import !== undefined)) {
    throw new Error('--export writes what is kept, and does nothing else: leave --fresh and --import out');
  }
  if (!values.stay || values['in-memory']) return undefined;
  return {
    folder: values.state ?? usualFolder,
    fresh: values.fresh,
    exportTo: values.export,
    importFrom: values.import,
  };
}
