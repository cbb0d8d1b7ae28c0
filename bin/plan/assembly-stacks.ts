import { readFileSync } from 'node:fs';
import { readManifest } from '../../assembly/manifest';
import type { StackTemplate } from '../../changes/templates';
import { readTemplate } from './read-template';

/** A stack of a cloud assembly. */
export interface AssemblyStack extends StackTemplate {
  /** Absent: wherever the credentials are for. */
  readonly account?: string;
  readonly region?: string;
}

/**
 * The stacks of a cloud assembly, in the order in which they are deployed.
 *
 * @throws Error where it is none, with what to do
 */
export function stacksOfAssembly(folder: string): AssemblyStack[] {
  const stacks = readManifest(folder).map(
    ({ stackName: name, account, region, templateFile }): AssemblyStack => ({
      name,
      place: `${account ?? '*'}/${region ?? '*'}`,
      template: readTemplate(textOf(templateFile), templateFile),
      ...(account !== undefined && { account }),
      ...(region !== undefined && { region }),
    }),
  );
  if (stacks.length === 0)
    throw new Error(`${folder} has no stacks; synthesize a stage into it: npx cdk synth -o ${folder}`);
  return stacks;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} can't be read: ${(error as NodeJS.ErrnoException).code}; synthesize again`);
  }
}
