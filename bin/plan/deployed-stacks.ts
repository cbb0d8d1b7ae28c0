import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  GetTemplateCommand,
  paginateListImports,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Problem } from '../../changes/problem';
import { exportsThatChange } from '../../changes/steps';
import type { Deployment, StackTemplate, Template } from '../../changes/templates';
import { findStack } from '../shared/describe-stack';
import type { AssemblyStack } from './assembly-stacks';
import type { Comparison } from './make-plan';
import { readTemplate } from './read-template';
import { stateOf } from './stack-states';
import { stacksAlike } from './stacks-alike';

/** How AWS is reached: instead of what the AWS SDK finds in the environment. A region that a stack names goes first. */
export type Reach = Pick<CloudFormationClientConfig, 'endpoint' | 'region' | 'credentials'>;

type Deployed = Pick<Comparison, 'before' | 'after' | 'statuses' | 'inTheWay' | 'remarks' | 'comparedWith'>;

/** Milliseconds: whoever takes a connection and says nothing is not waited for. */
const patience = { connectionTimeout: 10_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/**
 * Asks CloudFormation what is deployed of these stacks.
 *
 * @param known what the stacks of the project's stages are called
 * @throws Error where nobody can tell what a deployment would do, with the reason; or what AWS answered
 */
export async function deployedStacks(
  stacks: readonly AssemblyStack[],
  stage: string,
  reach: Reach,
  known: readonly string[],
): Promise<Deployed> {
  const found = [];
  for (const stack of stacks) found.push(await deployedStack(stack, stage, reach, known));
  const after: Deployment = found.map(({ stack }) => stack);
  const before = found.flatMap(({ deployed }) => (deployed ? [deployed] : []));
  return {
    after,
    before: await withImporters(before, after, reach),
    statuses: new Map(
      found.flatMap(({ stack, status }) => (status === undefined ? [] : [[stack.name, status] as const])),
    ),
    inTheWay: found.flatMap(({ refused }): Problem[] => (refused ? [{ verdict: 'refused', ...refused }] : [])),
    remarks: found.flatMap(({ remark }) => (remark === undefined ? [] : [remark])),
    comparedWith: { deployed: [...new Set(after.map(({ place }) => place))] },
  };
}

interface Found {
  /** What would be deployed, in its real place. */
  readonly stack: StackTemplate;
  readonly deployed?: StackTemplate;
  readonly status?: string;
  readonly refused?: Omit<Problem, 'verdict'>;
  readonly remark?: string;
}

async function deployedStack(
  stack: AssemblyStack,
  stage: string,
  reach: Reach,
  known: readonly string[],
): Promise<Found> {
  const { name } = stack;
  const { client, place } = await placed(stack, stage, reach);
  try {
    const there = await findStack(client, name);
    const now = { name, place, template: stack.template };
    if (there === undefined) {
      // Under another account or region it would be another stack, so it is said where nothing was found.
      return {
        stack: now,
        remark: `${name} is not deployed in ${place}: everything in it is created, and what other stacks of the account have is not seen. If its players are there already, the game, stage, account or region is not the one that was deployed${inWords(await stacksAlike(client, stack, known))}`,
      };
    }
    const { status, isProtected } = there;
    const state = stateOf(status, { name, stage, isProtected });
    if (state.is === 'unknown') throw new Error(state.why);
    const told = { ...(state.remark && { remark: state.remark }), ...(state.refused && { refused: state.refused }) };
    if (state.is === 'empty') return { stack: now, status, ...told };
    const deployed = { name, place, template: await templateOf(client, name) };
    return { stack: now, deployed, status, ...told };
  } finally {
    client.destroy();
  }
}

function inWords(alike: readonly string[]): string {
  if (alike.length === 0) return '';
  const [are, they] = alike.length === 1 ? ['is', 'it'] : ['are', 'one of them'];
  return `. ${alike.join(', ')} ${are} there, and no stage of this project is called so: if ${they} was this stage before a name was changed, its players stay in it, and this one begins empty`;
}

/** A client for a stack's region, and where the credentials and it lead. @throws Error where that is not the stack's account */
async function placed({ account, region }: AssemblyStack, stage: string, reach: Reach) {
  const config = { ...reach, ...(region !== undefined && { region }), requestHandler: patience };
  const client = new CloudFormationClient(config);
  const sts = new STSClient(config);
  try {
    // That a stack is missing says nothing as long as the account is not known. The question takes no permission (**documented**:
    // STS API reference, "GetCallerIdentity").
    const { Account: here = '*' } = await sts.send(new GetCallerIdentityCommand({}));
    if (account !== undefined && account !== here) {
      throw new Error(
        `your credentials are for account ${here}, and the stage ${stage} is in account ${account}; take credentials for that one`,
      );
    }
    return { client, place: `${here}/${await client.config.region()}` };
  } catch (error) {
    client.destroy();
    throw error;
  } finally {
    sts.destroy();
  }
}

/** As it was handed in: what CloudFormation makes of it later has other texts (**documented**: `GetTemplate`). */
async function templateOf(client: CloudFormationClient, StackName: string): Promise<Template> {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  return readTemplate(TemplateBody, `the deployed template of ${StackName}`);
}

/** Exports that stay as they are are not asked about: whoever imports them is no one's concern. */
async function withImporters(before: Deployment, after: Deployment, reach: Reach): Promise<Deployment> {
  const importers = new Map<string, Record<string, readonly string[]>>();
  for (const { stack, name } of exportsThatChange(before, after)) {
    if (name.startsWith('{')) {
      throw new Error(
        `${stack.name} changes the export ${name}, whose name is not written out: nobody can be asked who imports it`,
      );
    }
    const [, region = ''] = stack.place.split('/');
    const client = new CloudFormationClient({ ...reach, region, requestHandler: patience });
    try {
      const known = importers.get(stack.name) ?? {};
      importers.set(stack.name, { ...known, [name]: await importersOf(client, name) });
    } finally {
      client.destroy();
    }
  }
  return before.map((stack) => ({ ...stack, importers: importers.get(stack.name) ?? {} }));
}

async function importersOf(client: CloudFormationClient, ExportName: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { Imports = [] } of paginateListImports({ client }, { ExportName })) names.push(...Imports);
    return names;
  } catch (error) {
    // **Observed** (guardian/mobile-n10n, cdk/README.md): where nobody imports it, that is an error, and CloudFormation has none of its own for it.
    const { name, message } = error as Error;
    if (name === 'ValidationError' && / is not imported by any stack/.test(message)) return [];
    throw error;
  }
}
