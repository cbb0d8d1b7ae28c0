/**
 * A cloud assembly as the rest of the project sees it: every resource with its references resolved, as CloudFormation
 * would have resolved them in one account and region.
 */

/** Where a deployment stands. */
export interface DeploymentTarget {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
}

/** One resource of a template, its intrinsic functions resolved. */
export interface DeployedResource {
  readonly stackName: string;
  readonly logicalId: string;
  /** CloudFormation's type name: `AWS::S3::Bucket`. */
  readonly type: string;
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The `Properties` with everything resolved to plain JSON. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where to look, for error messages: `star-harvest-local-federation: GuestRole1A2B3C4D (Federation/GuestRole/Resource)`. */
  readonly place: string;
  /** Attributes whose values come of a placeholder. */
  readonly inertAttributes?: readonly string[];
  /** Whether its attributes are shown to nobody who looks at the stack; absent: they are. */
  readonly hidesAttributes?: boolean;
  /** Set where attributes are known only once it is made, and it is not: each stands for itself. */
  readonly later?: true;
  /** Set where nothing was made: {@link ref} is a placeholder, and so is every attribute. */
  readonly inert?: true;
}

/** A template output, resolved. */
export interface DeployedOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
  /** Set where the value comes of a placeholder. */
  readonly inert?: true;
}

/** One stack of an assembly. */
export interface DeployedStack extends DeploymentTarget {
  readonly name: string;
  /** What `AWS::StackId` resolves to in its template. */
  readonly id: string;
  /** The template's `Description`. */
  readonly description?: string;
  /** Whether the stack may not be deleted. No template says so: `cdk deploy` sets it, as the assembly's manifest tells. */
  readonly terminationProtection: boolean;
  readonly resources: readonly DeployedResource[];
  readonly outputs: readonly DeployedOutput[];
  /** The stack of which it is a resource. */
  readonly parentId?: string;
  /** File assets by their S3 key (what `Code.S3Key` of a function resolves to) → path on disk. */
  readonly assets: ReadonlyMap<string, string>;
}
