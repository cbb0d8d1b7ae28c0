import { z } from 'zod';

const outputsOfAStack = z.record(z.string(), z.string());

const local = z.object({
  endpoint: z.string(),
  httpsEndpoint: z.string().optional(),
  managedLogins: z.array(z.object({ userPoolId: z.string(), url: z.string(), httpsUrl: z.string().optional() })),
});

/** The outputs of stacks, by stack and output, as `cdk deploy --outputs-file` writes them. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What of a local cloud an app's configuration holds: the address of its services, and its sign-in pages. */
export type LocalCloud = Readonly<z.output<typeof local>>;

/** What an outputs file holds. */
export interface Outputs {
  readonly stacks: StackOutputs;
  /** Absent: they are of a deployment to AWS. */
  readonly local?: LocalCloud;
}

/**
 * Reads what `cdk deploy --outputs-file` or a local cloud wrote.
 *
 * @param source where the text is from, for the error
 * @throws Error that says what is wrong with it
 */
export function parseOutputs(text: string, source: string): Outputs {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${source} is not JSON; it takes what cdk deploy --outputs-file or npm run local wrote`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error(`${source} ${notOutputs}`);
  // No stack can be called so: a name begins with a letter.
  const { _local, ...rest } = json as Record<string, unknown>;
  const stacks = z.record(z.string(), outputsOfAStack).safeParse(rest);
  if (!stacks.success) throw new Error(`${source} ${notOutputs}: ${where(stacks.error)}`);
  if (_local === undefined) return { stacks: stacks.data };
  const read = local.safeParse(_local);
  if (!read.success) throw new Error(`${source} is of another version of the local cloud: _local.${where(read.error)}`);
  return { stacks: stacks.data, local: read.data };
}

const notOutputs = 'holds no outputs by stack, { "<stack>": { "<output>": "<value>" } }';

const where = ({ issues: [issue] }: z.ZodError) => `${issue?.path.join('.')}: ${issue?.message}`;
