/** Replaces a module of the CDK by the one that the worker has loaded already; `environment.ts` says why. */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = requireOnce(${JSON.stringify(path)});` }),
  getCacheKey: (_source, path) => `cdk-once ${path}`,
};
