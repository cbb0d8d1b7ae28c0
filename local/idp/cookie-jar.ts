/** Keeps one site's cookies for as long as a sign-in takes: by name and path, without expiry. */
export class CookieJar {
  readonly #cookies = new Map<string, { readonly name: string; readonly path: string; readonly value: string }>();

  /** Takes over what a response sets; an empty value takes it away. */
  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (at < 1) continue;
      const name = pair.slice(0, at);
      const value = pair.slice(at + 1);
      const path = /^path=(.*)$/i.exec(attributes.find((attribute) => /^path=/i.test(attribute)) ?? '')?.[1] ?? '/';
      const key = `${name};${path}`;
      if (value === '') this.#cookies.delete(key);
      else this.#cookies.set(key, { name, path, value });
    }
  }

  /** The `cookie` header for a URL; empty where there is none. */
  header(url: URL): string {
    const within = (path: string) =>
      url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    return [...this.#cookies.values()]
      .filter(({ path }) => within(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}
