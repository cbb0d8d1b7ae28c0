import type { GameConfig } from './game-config';

/** What of a configuration a format may have no place for, and how that is said. */
const parts = {
  endpoint: { words: 'the address of the local cloud', isThere: ({ aws }: GameConfig) => aws.endpoint !== undefined },
  noGuests: { words: 'that there are no guests', isThere: ({ guests }: GameConfig) => !guests },
  table: { words: "the table's name", isThere: () => true },
  managedLogin: {
    words: 'managed login',
    isThere: ({ userPool }: GameConfig) => userPool?.managedLogin !== undefined,
  },
  roles: { words: "the roles' ARNs", isThere: () => true },
  samlProviders: {
    words: "the SAML providers' ARNs",
    isThere: ({ samlProviders }: GameConfig) => Object.keys(samlProviders).length > 0,
  },
};

/** A part of a configuration that some formats have no place for. */
export type Part = keyof typeof parts;

/** A configuration in a format. */
export interface Written {
  readonly text: string;
  /** What the format has no place for; where a part of it has one, with other words. */
  readonly lacks?: Readonly<Partial<Record<Part, string | true>>>;
  /** What else is to be known of the file, a sentence each. */
  readonly remarks?: readonly string[];
}

/** What a format may be told beside the configuration. */
export interface WriteOptions {
  /** What the names of variables begin with, in formats that have variables. */
  readonly prefix: string;
}

/** A way to write a configuration. */
export interface Format {
  readonly name: string;
  /** Who reads it. */
  readonly readBy: string;
  /** Of which platforms its readers are, by the end of their app clients' names; none is of any. */
  readonly platforms: readonly string[];
  /** Whether it has variables, whose names a prefix can stand before. */
  readonly variables?: true;
  /** @throws Error where a value can't be written so that every reader reads the same */
  write(config: GameConfig, options: WriteOptions): Written;
}

/** What is said of a file that lacks something, in one line; undefined where it lacks nothing. */
export function lackOf(format: string, config: GameConfig, { lacks = {} }: Written): string | undefined {
  const said = partNames(lacks)
    .filter((part) => parts[part].isThere(config))
    .map((part) => (lacks[part] === true ? parts[part].words : lacks[part]));
  return said.length === 0 ? undefined : `${format} has no place for: ${said.join('; ')}`;
}

function partNames(lacks: NonNullable<Written['lacks']>): Part[] {
  const isPart = (name: string): name is Part => Object.hasOwn(parts, name);
  return Object.keys(lacks).filter(isPart);
}

/** JSON as every format here has it. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
