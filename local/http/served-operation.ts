/** What is told of an operation to whoever asks which ones there are. */
export interface ServedOperation {
  readonly name: string;
  /** See `Operation`, which says what each means. */
  readonly signature: 'required' | 'none' | 'optional';
  /** Otherwise it is judged alone. */
  readonly performed: boolean;
}

/** What is told of these operations. */
export function servedOperations(
  operations: Iterable<Pick<ServedOperation, 'name' | 'signature'> & { readonly run?: unknown }>,
): readonly ServedOperation[] {
  return [...operations].map(({ name, signature, run }) => ({ name, signature, performed: run !== undefined }));
}
