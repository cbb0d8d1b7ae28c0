import { AssemblyError } from './assembly-error';
import { noValue, type Scope } from './intrinsics/scope';
import { resolveValue } from './resolve-value';
import type { Template } from './template';
import type { DeployedOutput } from './types';

/** The outputs of a stack whose resources are all there. @throws AssemblyError with the place of one that is no text */
export function templateOutputs(stackName: string, template: Template, scope: Scope): DeployedOutput[] {
  return Object.entries(template.Outputs).flatMap(([name, output]) => {
    const at = `${stackName}: Outputs.${name}`;
    if (output.Condition !== undefined && !scope.condition(output.Condition, `${at}.Condition`)) return [];
    // A value may be empty (observed: each backend of Amplify Gen 2 has the output `passwordlessOptions`, auth-construct 1.11); a name may not.
    const text = (value: unknown, member: 'Value' | 'Export.Name'): string => {
      const resolved = resolveValue(value, `${at}.${member}`, scope);
      if (typeof resolved === 'string' && (resolved !== '' || member === 'Value')) return resolved;
      if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
      const what = resolved === noValue || resolved === undefined ? 'is missing' : 'must be a string, not empty';
      throw new AssemblyError(`${at}.${member}`, what);
    };
    return [
      {
        name,
        value: text(output.Value, 'Value'),
        description: output.Description,
        exportName: output.Export && text(output.Export.Name, 'Export.Name'),
      },
    ];
  });
}
