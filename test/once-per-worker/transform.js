/** Replaces a module by the one that the worker has loaded already; `environment.ts` says why. */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = requireOnce(${JSON.stringify(path)});` }),
  getCacheKey: (_source, path) => `once per worker ${path}`,
};
