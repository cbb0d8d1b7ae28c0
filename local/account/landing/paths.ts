export { signedInPath } from '../../idp/redirect-uris';

/** Begins a sign-in, of a `provider` and for a `client_id`. */
export const signInPath = '/_local/sign-in';

/** What a program reads of the running cloud. */
export const outputsPath = '/_local/outputs.json';
