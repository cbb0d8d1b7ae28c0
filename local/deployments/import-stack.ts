import type { Adopting } from './adoption';
import { failureReason, finish } from './create-stack';
import type { Engine } from './engine';
import { letGo } from './removal';
import type { Desired, StackRecord } from './stack-record';
import { TemplateApplication } from './template-application';
import type { Failure } from './undo';

/**
 * Takes resources that are there into a stack, and does nothing else. Where one of them is missing, the stack lets go of them all, and
 * nothing has happened to them. A new stack is there all the same, without anything in it (**unconfirmed**).
 */
export async function importStack(
  stack: StackRecord,
  desired: Desired,
  engine: Engine,
  adopting: Adopting,
): Promise<readonly Failure[]> {
  const application = new TemplateApplication(stack, desired, engine, adopting);
  stack.coming = desired;
  stack.importing = application.imports.used;
  stack.enter('IMPORT_IN_PROGRESS', 'User Initiated');
  await application.run();
  const failures = [...application.failures, ...(application.failures.length === 0 ? finish(application) : [])];
  if (failures.length === 0) {
    stack.enter('IMPORT_COMPLETE');
    return failures;
  }
  stack.enter('IMPORT_ROLLBACK_IN_PROGRESS', failureReason(stack, failures));
  letGo(stack, new Set(adopting.keys()));
  stack.importing = new Set();
  stack.enter('IMPORT_ROLLBACK_COMPLETE');
  return failures;
}
