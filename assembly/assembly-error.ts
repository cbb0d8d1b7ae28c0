/**
 * A template, manifest or asset that cannot be deployed as it stands. The message says where and what to do about it, and is
 * meant to be printed as it is, without a stack.
 */
export class AssemblyError extends Error {
  /**
   * @param place `star-harvest-local-federation: GuestRole1A2B3C4D (Federation/GuestRole/Resource): Properties.RoleName`, or a file
   * @param problem a sentence: what is wrong there, and what to do
   */
  constructor(
    readonly place: string,
    readonly problem: string,
  ) {
    super(`${place}: ${problem}`);
    this.name = 'AssemblyError';
  }
}
