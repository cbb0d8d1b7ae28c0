import type { DeploymentTarget } from '../types';

/** What `AWS::NoValue` resolves to: the property, or the element of a list, is as if it had not been written. */
export const noValue = Symbol('AWS::NoValue');

/** What the intrinsic functions of one template may look up. `at` is the place that asks, for errors. */
export interface Scope {
  readonly target: DeploymentTarget;
  /** Whether the template has the transform that adds functions to the language. */
  readonly isExtended?: boolean;
  /** `Ref`: a pseudo parameter, a parameter or a resource. */
  reference(name: string, at: string): unknown;
  /** `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string, at: string): string;
  /** A named condition. */
  condition(name: string, at: string): boolean;
  /** `Fn::FindInMap`. @returns undefined where there is nothing under these keys */
  mapping(map: string, topLevelKey: string, secondLevelKey: string, at: string): string | readonly string[] | undefined;
  /** `Fn::ImportValue`. */
  exported(name: string, at: string): string;
  /** `Fn::GetStackOutput`. */
  stackOutput(stackName: string, outputName: string, region: string, at: string): string;
}

/** Resolves a value of the template. */
export type Resolve = (value: unknown, at: string) => unknown;

/** One intrinsic function: its argument as the template has it → its value. */
export type Intrinsic = (argument: unknown, at: string, scope: Scope, resolve: Resolve) => unknown;
