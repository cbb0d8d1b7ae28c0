import fc from 'fast-check';
import { call, newService, restarted } from '../harness';
import { type Command, program, requestFor } from './commands';
import { type Outcome, TableModel } from './table-model';
import { canonical } from './values';

/** Set by `npm run test:deep`: how many programs are run. */
const deep = Number(process.env.PROGRAM_RUNS ?? 0);
/** In `npm test` always the same programs, so that the same commit never passes once and fails once. */
const runs = deep > 0 ? { numRuns: deep } : { numRuns: 300, seed: 20261128 };

type Service = ReturnType<typeof newService>;

/** What the local DynamoDB answers to a command, as the model tells it. */
async function answerTo(service: Service, one: Command): Promise<Outcome | undefined> {
  const request = requestFor(one);
  if (request === undefined) return undefined;
  const { error, body } = await call(service, ...request);
  if (error === undefined) return { body: one.do === 'queryIndex' ? { Items: body.Items } : body };
  const reasons = body.CancellationReasons?.map(({ Message: _, ...reason }: { Message?: string }) => reason);
  return { error, ...(reasons && { reasons }), ...(body.Item && { item: body.Item }) };
}

/** The order of what an index holds under one key is not documented. */
function comparable(one: Command, outcome: Outcome | undefined): string {
  const text = canonical(outcome ?? {});
  if (one.do !== 'queryIndex') return text;
  const { Items = [] } = (outcome?.body ?? {}) as { readonly Items?: readonly object[] };
  return JSON.stringify(Items.map(canonical).sort());
}

async function runsAsDocumented(commands: readonly Command[], startsAgain = false): Promise<void> {
  let now = 1_700_000_000_000;
  const clock = { now: () => now };
  let service = newService(undefined, clock);
  const model = new TableModel();
  for (const one of commands) {
    if (one.do === 'wait') now += one.minutes * 60_000;
    if (startsAgain) service = restarted(service, undefined, clock);
    const answer = await answerTo(service, one);
    const expected = model.run(one);
    const [told, documented] = [comparable(one, answer), comparable(one, expected)];
    if (told !== documented) {
      throw new Error(`${JSON.stringify(requestFor(one))}\nanswers ${told}\nand by the documentation ${documented}`);
    }
  }
  const { body } = await call(service, 'Scan', { TableName: 'indexed' });
  expect(body.Items.map(canonical).sort()).toEqual(model.items.map(canonical).sort());
}

test(
  'whatever a program does to a table, it finds what the documentation says',
  async () => {
    await fc.assert(
      fc.asyncProperty(program, (commands) => runsAsDocumented(commands)),
      runs,
    );
  },
  Math.max(30_000, deep * 50),
);

test(
  'and so it does where the process that keeps the table is another one at each command',
  async () => {
    await fc.assert(
      fc.asyncProperty(program, (commands) => runsAsDocumented(commands, true)),
      runs,
    );
  },
  Math.max(30_000, deep * 50),
);
