import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { TemplateToDeploy } from '../account/deploy-templates';

/**
 * Reads the templates that `--template` names: `file`, or `Stack=file`. Without a name a stack is called as its file is, without what no
 * stack is called by.
 *
 * @throws Error for a file that can't be read or gives no name, and for two of one name
 */
export function readTemplateFiles(files: readonly string[]): readonly TemplateToDeploy[] {
  const stacks = files.map((named) => {
    const [, name, rest = ''] = /^([A-Za-z][A-Za-z0-9-]{0,127})=(.+)$/s.exec(named) ?? [];
    const file = name === undefined ? named : rest;
    return { file, stackName: name ?? stackNameOf(file), text: readText(file) };
  });
  for (const [index, { file, stackName }] of stacks.entries()) {
    const earlier = stacks.slice(0, index).find((other) => other.stackName === stackName);
    if (earlier === undefined) continue;
    throw new Error(
      `--template ${file}: the stack of ${earlier.file} is called ${stackName} already: give one a name, --template Name=file`,
    );
  }
  return stacks;
}

/** **Documented** (`CreateStack`, `StackName`): letters, digits and hyphens, a letter first, up to 128 characters. */
function stackNameOf(file: string): string {
  const name = basename(file)
    .replace(/(?:\.template)?\.(?:json|ya?ml|template|txt)$/i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, 128);
  if (name !== '') return name;
  throw new Error(
    `--template ${file}: a stack is called as its file, and its name needs a letter: --template Name=${file}`,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`--template ${file} can't be read: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}
