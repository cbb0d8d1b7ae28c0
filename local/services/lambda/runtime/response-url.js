/**
 * A custom resource's function answers to `ResponseURL`, a host of S3's, and speaks https to port 443 whatever the URL says. In this
 * process alone that host is the local cloud's, on loopback, and its certificate is trusted for it: by whatever it is called, as `https` and
 * `fetch` both connect by this.
 */
const tls = require('node:tls');

/** @param {{ host: string, port: number, certificate: string }} address */
function redirectResponses({ host, port, certificate }) {
  const { connect } = tls;
  tls.connect = (...given) => {
    const [first] = given;
    const options = typeof first === 'object' && first !== null ? first : {};
    if (String(options.host ?? '').toLowerCase() !== host) return connect(...given);
    const here = { ...options, host: '127.0.0.1', port, servername: host, ca: certificate };
    return connect(here, ...given.slice(1));
  };
}

module.exports = { redirectResponses };
