// Plain JavaScript, as what loads it is. Relative imports are found by their own words, and packages once: Node asks the disk for each of some 4,500 what
// it is, where links lead and which package.json is the nearest, and that is a fifth of a start.
import { existsSync } from 'node:fs';
import module from 'node:module';

/** Where a relative name leads from a file; undefined for a name that does not go up first and then down. */
function pathOf(parent, name) {
  const [, ups, rest] = /^\.\/((?:\.\.\/)*)([^?#%]+)$/.exec(name.startsWith('./') ? name : `./${name}`) ?? [];
  if (ups === undefined || rest.includes('./') || !parent.startsWith('file:')) return undefined;
  let folder = parent.slice(0, parent.lastIndexOf('/'));
  for (let up = 0; up < ups.length; up += 3) folder = folder.slice(0, folder.lastIndexOf('/'));
  return `${folder}/${rest}`;
}

/** Finds where the names lead that Node's hooks ask for, as far as that is plain. */
export function createFinder() {
  /** The ES modules met so far that are called `.js`. */
  const known = new Set();
  /** Where names of packages led from TypeScript, all of which is the project's own and has the same packages. */
  const packages = new Map();

  return {
    /** Remembers what Node has found. */
    learn(name, { parentURL = '' }, { url, format }) {
      if (format === 'module' && url.endsWith('.js')) known.add(url);
      if (!name.startsWith('.') && parentURL.endsWith('.ts')) packages.set(name, { url, format });
    },

    find(name, { parentURL = '', conditions }) {
      if (!name.startsWith('.')) return parentURL.endsWith('.ts') ? packages.get(name) : undefined;
      const url = pathOf(parentURL, name);
      if (url === undefined) return undefined;
      if (url.endsWith('.ts')) return { url, format: 'module-typescript' };
      if (url.endsWith('.js') && known.has(parentURL)) return sibling(url);
      return conditions.includes('require') ? required(`${url}.js`) : undefined;
    },
  };

  /** Within a package, what says `.js` is of the kind of the file that names it. */
  function sibling(url) {
    known.add(url);
    return { url, format: 'module' };
  }
}

const required = (url) => (existsSync(new URL(url)) ? { url, format: 'commonjs' } : undefined);

/** Zod's messages in some sixty languages, which nobody is shown: zod reads all of them, and is given none. */
const isWordsOfZod = (name, { parentURL = '' }) =>
  name === '../locales/index.js' && parentURL.includes('/node_modules/zod/v4/');

const nothing = { url: 'data:text/javascript,', format: 'module' };

/** Has Node find imports so from now on. */
export function findQuickly() {
  const finder = createFinder();
  module.registerHooks({
    resolve(name, context, next) {
      const found = isWordsOfZod(name, context) ? nothing : finder.find(name, context);
      if (found) return { ...found, shortCircuit: true };
      const usual = next(name, context);
      finder.learn(name, context, usual);
      return usual;
    },
  });
}
