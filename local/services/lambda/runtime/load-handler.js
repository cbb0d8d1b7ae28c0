const { existsSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { RuntimeError } = require('./errors.js');

/**
 * The function that a handler string names: `folder/file.export.inner` below the task root.
 *
 * Throws an error as Lambda's Node runtime names it (**documented**: Lambda developer guide, Node.js handler; names **observed**).
 */
async function loadHandler(taskRoot, handler) {
  const parts = /^([^.]+)\.(.+)$/.exec(basename(handler));
  if (parts === null || handler.includes('..')) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const [, file, exported] = parts;
  const module = await load(join(taskRoot, dirname(handler), file));
  const found = exported.split('.').reduce((value, name) => value?.[name], module);
  if (found === undefined) throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  return found;
}

async function load(path) {
  const found = ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find((name) => existsSync(name));
  if (found === undefined) throw new RuntimeError('ImportModuleError', `Error: Cannot find module '${basename(path)}'`);
  try {
    return found.endsWith('.mjs') ? await import(pathToFileURL(found).href) : await requireOrImport(found);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error), error);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error), error);
    }
    throw error;
  }
}

/** A `.js` file may be an ES module, by its package.json or by its syntax. */
async function requireOrImport(path) {
  try {
    return require(path);
  } catch (error) {
    if (error?.code !== 'ERR_REQUIRE_ESM' && error?.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    return import(pathToFileURL(path).href);
  }
}

module.exports = { loadHandler };
