const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');

/**
 * In Lambda nothing lies above a function's files. Here a project may, whose package.json makes modules of every `.js` file below it, also of
 * an assembly's: those of a function that has no package.json of its own are none (**documented**: Node.js, "Packages", `type`).
 */
function standAlone(taskRoot) {
  if (!isModule(nearest(dirname(taskRoot), undefined))) return;
  const load = Module._extensions['.js'];
  Module._extensions['.js'] = (module, filename) => {
    const isOurs = filename.startsWith(taskRoot + sep) && nearest(dirname(filename), taskRoot) === undefined;
    if (!isOurs) return load(module, filename);
    try {
      return module._compile(readFileSync(filename, 'utf8'), filename, 'commonjs');
    } catch (error) {
      // It may be a module by its syntax.
      if (error instanceof SyntaxError) return load(module, filename);
      throw error;
    }
  };
}

/** The package.json that a directory's files are read by, up to `last`, and no further. */
function nearest(directory, last) {
  const file = join(directory, 'package.json');
  if (existsSync(file)) return file;
  const above = dirname(directory);
  return directory === last || above === directory ? undefined : nearest(above, last);
}

function isModule(file) {
  if (file === undefined) return false;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).type === 'module';
  } catch {
    return false;
  }
}

module.exports = { standAlone };
