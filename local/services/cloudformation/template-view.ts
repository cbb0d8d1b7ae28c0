/** A parameter that a template declares. */
export interface ParameterView {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string;
  /** Whether its value is shown to nobody (`NoEcho`). */
  readonly hidden: boolean;
  readonly description?: string;
  readonly allowed?: readonly string[];
}

/** Resources of a type that can be imported, and what names one. */
export interface ImportableView {
  readonly type: string;
  readonly logicalIds: readonly string[];
  readonly identifier: readonly string[];
}

/** A template, as CloudFormation tells of it. */
export interface TemplateView {
  readonly description?: string;
  /** As JSON. */
  readonly metadata?: string;
  readonly version?: string;
  readonly parameters: readonly ParameterView[];
  readonly resourceTypes: readonly string[];
  readonly importable: readonly ImportableView[];
  /** What a caller has to say so that it is deployed, if anything, and because of which types. */
  readonly capability?: string;
  readonly capabilityFor?: readonly string[];
}
