/** The configuration can't be used; the message has one line per problem, each naming the field and how to fix it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    stage: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The configuration of stage '${stage}' can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}
