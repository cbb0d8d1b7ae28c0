/** An error as the SDK throws it. */
export function awsException(name: string, message = name, status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

/** A command of the SDK, as the fakes look at it. */
export interface SentCommand {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

/** Just enough of a client: what it is sent goes to `answer`. */
export function fakeClient<Client>(answer: (command: SentCommand) => unknown): Client {
  return { send: async (command: SentCommand) => answer(command) } as unknown as Client;
}
