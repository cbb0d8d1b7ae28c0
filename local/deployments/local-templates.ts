import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Template } from '../../assembly/template';
import { nestedStack } from '../resources/cloudformation/nested-stack';

/**
 * The templates of nested stacks that lie beside a template on disk, as `aws cloudformation package` takes them (**documented**): by what
 * `TemplateURL` says, a path from the template's folder.
 */
export function localTemplates(
  { Resources }: Pick<Template, 'Resources'>,
  folder: string,
): ReadonlyMap<string, string> {
  const found = Object.values(Resources).flatMap(({ Type, Properties: { TemplateURL: url } }): [string, string][] => {
    if (Type !== nestedStack.type || typeof url !== 'string' || /^[a-z0-9+.-]+:\/\//i.test(url)) return [];
    const file = resolve(folder, url);
    return existsSync(file) ? [[url, file]] : [];
  });
  return new Map(found);
}
