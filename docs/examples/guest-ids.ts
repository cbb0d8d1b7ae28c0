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
    /** Only once the guest has signed in, or is gone (`ResourceNotFoundException`). */
    forget: () => localStorage.removeItem(key),
  };
}
