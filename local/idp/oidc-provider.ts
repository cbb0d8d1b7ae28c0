import type * as OidcProvider from 'oidc-provider';

/**
 * Loads `oidc-provider`, and keeps one line of its out of our own output: the notice that it prints, on being loaded, where Node is
 * older than the release line it supports. Nothing else is held back.
 */
export function loadOidcProvider(): typeof OidcProvider {
  const { warn } = console;
  console.warn = (...line: unknown[]) => {
    if (!String(line[0]).includes('oidc-provider WARNING: Unsupported runtime.')) warn(...line);
  };
  try {
    // Synchronous, so that no other code can print while the filter is in place.
    return require('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
