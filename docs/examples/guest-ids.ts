/**
 * Keeps the guest's identity ID, which is as good as their password: here in the browser's storage, on a phone in the keychain. It is
 * the SDK's `cache`.
 */
export function guestIds(identityPoolId: string) {
  const key = `guest of ${identityPoolId}`;
  return {
    getItem: () => localStorage.getItem(key),
    setItem: (_key: string, identityId: string) => localStorage.setItem(key, identityId),
    // The SDK removes a guest after any error, also where only the network was away, and the save would be lost with them.
    removeItem: () => {},
    /** Runs what may make a guest. Two tabs at once would make one each, and what one of them saved would be lost. */
    oneTabAtATime<T>(ask: () => Promise<T>): Promise<T> {
      // Only a page on https or on localhost has locks.
      const locks = localStorage.getItem(key) === null ? globalThis.navigator?.locks : undefined;
      return locks === undefined ? ask() : locks.request(key, ask);
    },
    /** Only once the guest has signed in, or is gone (`ResourceNotFoundException`). */
    forget: () => localStorage.removeItem(key),
  };
}
