import { z } from 'zod';

const resource = z.strictObject({
  logicalId: z.string(),
  type: z.string().describe("CloudFormation's name of the type: AWS::Cognito::IdentityPool."),
  name: z.string().describe('How docs/changes.md calls the type: identity pool.'),
  what: z
    .enum(['created', 'updated', 'replaced', 'deleted', 'left behind'])
    .describe('“left behind”: it stays in the account, outside the stack.'),
});

const stack = z.strictObject({
  name: z.string(),
  account: z.string().optional().describe('Absent: not known before the deployment.'),
  region: z.string().optional().describe('Absent: not known before the deployment.'),
  status: z
    .string()
    .optional()
    .describe(
      'As CloudFormation tells it. Absent: the stack is not deployed, or nobody was asked (compared with an assembly).',
    ),
  isNew: z.boolean().describe('There is nothing to compare with: everything is created.'),
  does: z.string().describe('What CloudFormation does, in the words of docs/changes.md.'),
  outputs: z
    .array(z.strictObject({ name: z.string(), what: z.enum(['added', 'changed', 'removed']) }))
    .describe('Outputs that differ, as templates write them: apps may read them.'),
  resources: z.array(resource).describe('Every resource that changes, the machinery of CDK and smoke test included.'),
});

const problem = z.strictObject({
  verdict: z
    .enum(['refused', 'lost', 'closed', 'stays'])
    .describe(
      'refused: the deployment fails and rolls back. lost: people or data are gone, or out of the app’s reach. closed: who is shut out comes back once it is back under the same name. stays: AWS keeps what the configuration takes away.',
    ),
  sentence: z.string(),
  wayOut: z.string().describe('What to do instead, or what to know.'),
  otherwise: z.boolean().describe('It would come true only without what is refused, which is rolled back.'),
});

/** What a deployment would do, as `--format json` writes it. */
export const planSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    ok: z.boolean().describe('Nothing is refused or lost: the command ends with 0, otherwise with 1.'),
    game: z.string(),
    stage: z.string(),
    comparedWith: z.union([
      z.strictObject({ deployed: z.array(z.string()).describe('The places that were asked: 123456789012/eu-west-1.') }),
      z.strictObject({ assembly: z.string().describe('The folder of --against.') }),
    ]),
    stacks: z.array(stack),
    problems: z.array(problem),
    remarks: z.array(z.string()).describe('What else is to be known of the comparison, a sentence each.'),
  })
  .describe('What a deployment would do.');

export type Plan = z.output<typeof planSchema>;
export type PlannedStack = z.output<typeof stack>;
export type PlannedProblem = z.output<typeof problem>;

/** The schema for whoever reads it elsewhere (JSON Schema, draft 2020-12). */
export function planJsonSchema(): object {
  return z.toJSONSchema(planSchema);
}
