import { parseTemplate, TemplateFormatError } from '../../assembly/parse-template';
import type { Template } from '../../changes/templates';
import { fields } from '../../changes/templates';

/**
 * Reads a template as it was handed in, so that both sides of a comparison are read alike.
 *
 * @param place what errors call it
 * @throws Error where it is none, or where templates do not tell what becomes of it
 */
export function readTemplate(text: string, place: string): Template {
  const template = parsed(text, place);
  const resources = Object.entries(fields(template.Resources));
  const wrong = resources.find(([, resource]) => typeof fields(resource).Type !== 'string');
  if (resources.length === 0) throw new Error(`${place} is no template: it has no resources`);
  if (wrong) throw new Error(`${place} is no template: its resource ${wrong[0]} has no type`);
  if (template.Transform !== undefined) {
    throw new Error(
      `${place} has a macro (Transform), whose outcome only CloudFormation knows: write the resources out`,
    );
  }
  return template as Template;
}

function parsed(text: string, place: string): Readonly<Record<string, unknown>> {
  try {
    return parseTemplate(text, 'TemplateURL');
  } catch (error) {
    if (!(error instanceof TemplateFormatError)) throw error;
    throw new Error(`${place} is no template: ${error.message}`);
  }
}
