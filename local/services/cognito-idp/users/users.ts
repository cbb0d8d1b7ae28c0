import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock';
import type { PasswordVerifier } from '../srp/password-verifier';
import { PasswordAttempts } from './password-attempts';
import type { ChangingUser, User, UserStatus } from './user';

/** How a pool tells its users apart. */
export interface UserNaming {
  readonly caseSensitive: boolean;
  /** Attributes that users sign in by, in place of a user name of their own. Empty: by a user name. */
  readonly usernameAttributes: readonly string[];
}

/** A user about to be made. */
export interface NewUser {
  /** @default one of its own */
  readonly sub?: string;
  /** Absent where users sign in by an attribute: then the name is the `sub`. */
  readonly username?: string;
  readonly status: UserStatus;
  readonly attributes: ReadonlyMap<string, string>;
  readonly temporaryUntil?: number;
  /** Keeps the password, which needs the name that the user gets. */
  readonly password: (username: string) => PasswordVerifier;
}

/** A user as the directory has them. */
export type StoredUser = ChangingUser & { readonly attributes: Map<string, string> };

/** The users of one pool. Everything here happens at once: nothing waits between a look and a change. */
export class Users {
  readonly #clock: Clock;
  readonly #naming: UserNaming;
  readonly #changed: (sub: string) => void;
  /** By `sub`, in the order of their making. */
  readonly #bySub = new Map<string, StoredUser>();
  /** User names, and the attributes that users sign in by → `sub`. */
  readonly #names = new Map<string, string>();

  /** @param changed told the `sub` of whoever is made, changed or removed */
  constructor(clock: Clock, naming: UserNaming, changed: (sub: string) => void) {
    this.#clock = clock;
    this.#naming = naming;
    this.#changed = changed;
  }

  /** By user name, `sub`, or an attribute that users sign in by. */
  find(name: string): User | undefined {
    return this.#bySub.get(this.#names.get(this.#fold(name)) ?? name.toLowerCase());
  }

  /** By `sub` alone: whom a token names. */
  bySub(sub: string): User | undefined {
    return this.#bySub.get(sub);
  }

  all(): readonly User[] {
    return [...this.#bySub.values()];
  }

  /** The caller has seen to it that no name is taken. */
  create({ sub = randomUUID(), username, status, attributes, temporaryUntil, password }: NewUser): User {
    const name = username ?? sub;
    const now = this.#clock.now();
    const user = {
      sub,
      username: name,
      createdAt: now,
      modifiedAt: now,
      status,
      enabled: true,
      password: password(name),
      ...(temporaryUntil === undefined ? {} : { temporaryUntil }),
      attributes: new Map<string, string>(),
      groups: new Set<string>(),
      codes: new Map(),
      codeAttempts: { since: now, wrong: 0 },
      passwordAttempts: new PasswordAttempts(),
    };
    this.#bySub.set(sub, user);
    this.#names.set(this.#fold(name), sub);
    this.setAttributes(user, attributes);
    return user;
  }

  /** Sets attributes; an empty value takes the attribute away (documented: UpdateUserAttributes). */
  setAttributes({ sub }: User, changes: ReadonlyMap<string, string>): void {
    const user = this.#bySub.get(sub);
    if (user === undefined) return;
    for (const [name, value] of changes) {
      if (this.#naming.usernameAttributes.includes(name)) this.#rename(user.attributes.get(name), value, sub);
      if (value === '') user.attributes.delete(name);
      else user.attributes.set(name, value);
    }
    this.touch(user);
  }

  touch({ sub }: User): void {
    const user = this.#bySub.get(sub);
    if (user === undefined) return;
    user.modifiedAt = this.#clock.now();
    this.#changed(sub);
  }

  /** Says that a user was changed: see `changeUser`. */
  noteChange({ sub }: User): void {
    this.#changed(sub);
  }

  /** Takes a user who was made in an earlier process, as they were then. */
  restore(user: StoredUser): void {
    this.#bySub.set(user.sub, user);
    const signInBy = this.#naming.usernameAttributes.flatMap((name) => user.attributes.get(name) ?? []);
    for (const name of [user.username, ...signInBy]) this.#names.set(this.#fold(name), user.sub);
  }

  delete({ sub }: User): void {
    this.#bySub.delete(sub);
    this.#changed(sub);
    for (const [name, owner] of this.#names) if (owner === sub) this.#names.delete(name);
  }

  #rename(before: string | undefined, after: string, sub: string): void {
    if (before !== undefined) this.#names.delete(this.#fold(before));
    if (after !== '') this.#names.set(this.#fold(after), sub);
  }

  #fold(name: string): string {
    return this.#naming.caseSensitive ? name : name.toLowerCase();
  }
}
