/** The outputs of one stack, for whoever builds a configuration of them. */
export class TakenOutputs {
  /**
   * @param name the stack's
   * @param outputs their values by name
   */
  constructor(
    readonly name: string,
    private readonly outputs: Readonly<Record<string, string>>,
  ) {}

  /**
   * The value of an output that the stack must have.
   *
   * @throws Error that names stack and output
   */
  take(output: string): string {
    const value = this.maybe(output);
    if (value !== undefined) return value;
    throw new Error(
      `the stack ${this.name} has no output ${output}; deploy it again, as this version of the project does`,
    );
  }

  /** The value of an output that depends on the configuration of the stage. An empty one is none. */
  maybe(output: string): string | undefined {
    return Object.hasOwn(this.outputs, output) && this.outputs[output] !== '' ? this.outputs[output] : undefined;
  }

  /** What begins so, by the rest of its name. */
  named(prefix: string): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.outputs).flatMap(([name, value]) =>
        name.startsWith(prefix) && name !== prefix && value !== '' ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  }
}
