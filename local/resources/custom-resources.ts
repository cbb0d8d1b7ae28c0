/** What a custom resource's function is sent (**documented**: custom resource request objects), but for where it answers. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What a custom resource's function answers. */
export interface CustomResourceAnswer {
  readonly physicalId: string;
  readonly data: Readonly<Record<string, string>>;
  /** Whether the data are not to be shown (**documented**: `NoEcho` of a custom resource response object). */
  readonly noEcho: boolean;
}

/** Sends requests to the functions of custom resources, and waits for their answers. */
export interface CustomResources {
  /** The ID of the stack that stands under a name. */
  stackIdOf(stackName: string): string;
  /**
   * @param serviceToken the ARN of the function
   * @param timeoutSeconds how long it may take
   * @throws Error with the reason that the function gives, or why there is no answer
   */
  send(serviceToken: string, request: CustomResourceRequest, timeoutSeconds: number): Promise<CustomResourceAnswer>;
}
