/**
 * A custom resource's function answers to `ResponseURL`, a host of S3's, and speaks https to port 443 whatever the URL says. In this
 * process alone that host is the local cloud's, on loopback, and its certificate is trusted for it.
 */
const https = require('node:https');

/** @param {{ host: string, port: number, certificate: string }} address */
function redirectResponses({ host, port, certificate }) {
  for (const name of ['request', 'get']) {
    const original = https[name];
    https[name] = (...given) => {
      const [first, ...more] = given;
      const isUrl = typeof first === 'string' || first instanceof URL;
      const url = isUrl ? new URL(first) : undefined;
      const options = isUrl && typeof more[0] === 'object' ? more.shift() : isUrl ? {} : { ...first };
      const asked = String(options.hostname ?? options.host ?? url?.hostname ?? '').toLowerCase();
      if (asked !== host) return original(...given);
      const path = options.path ?? (url === undefined ? '/' : url.pathname + url.search);
      const here = {
        ...options,
        path,
        host: '127.0.0.1',
        hostname: '127.0.0.1',
        port,
        servername: host,
        ca: certificate,
      };
      return original({ ...here, agent: false, headers: { ...options.headers, host } }, ...more);
    };
  }
}

module.exports = { redirectResponses };
