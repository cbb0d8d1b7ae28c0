/** What is known of a resource only once it was made: a custom resource's own physical ID and attributes. */
export interface Made {
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Those of the attributes that come of a placeholder. */
  readonly inertAttributes?: readonly string[];
  /** Whether its attributes are shown to nobody who looks at the stack. */
  readonly hidesAttributes?: boolean;
}
