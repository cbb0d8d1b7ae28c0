/** What a template says of a log group. */
export interface LogGroup {
  readonly name: string;
  /** Absent: for ever. */
  readonly retentionDays?: number;
}

/**
 * The log groups of the local account. Nothing is kept in them: what a function logs goes to whoever started the local cloud. They take
 * names, which AWS gives once.
 */
export class LogGroups {
  readonly #byName = new Map<string, LogGroup>();

  find(name: string): LogGroup | undefined {
    return this.#byName.get(name);
  }

  set(group: LogGroup): void {
    this.#byName.set(group.name, group);
  }

  delete(name: string): void {
    this.#byName.delete(name);
  }
}
