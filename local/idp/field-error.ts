/** What is wrong with one field of a form, in the reader's words. */
export class FieldError extends Error {
  /** @param field its name in the form */
  constructor(
    readonly field: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** What a page says of an error: which field is to be corrected, where it is that of one. */
export function correctionOf(error: unknown): { readonly problem: string; readonly wrong?: string } {
  const problem = error instanceof Error ? error.message : String(error);
  return error instanceof FieldError ? { problem, wrong: error.field } : { problem };
}
