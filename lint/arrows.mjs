// Two rules over relative imports, type imports included: rooms import one way, and nothing imports itself in the end.
import { readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** What is where, and what each file imports. In an editor that lints for hours files change: it is read anew at times. */
const known = { at: 0, targets: new Map(), imports: new Map() };
const KEPT_MS = 30_000;

function remembered(kind, key, find) {
  if (Date.now() - known.at > KEPT_MS) {
    Object.assign(known, { at: Date.now(), targets: new Map(), imports: new Map() });
  }
  if (!known[kind].has(key)) {
    known[kind].set(key, find());
  }
  return known[kind].get(key);
}

/** The file that a relative import means; undefined for a package, and for what is not there. */
function target(from, specifier) {
  if (typeof specifier !== 'string' || !specifier.startsWith('.')) {
    return undefined;
  }
  const base = resolve(dirname(from), specifier);
  const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return remembered('targets', base, () => ENDINGS.map((ending) => base + ending).find(isFile));
}

/** Calls back with every import of a file, whatever its form, and the node that has it. */
function eachImport(context, onImport) {
  const visit = (node, source) => {
    const file = target(context.filename, source?.value ?? source?.literal?.value);
    if (file !== undefined) {
      onImport(node, file);
    }
  };
  return {
    ImportDeclaration: (node) => visit(node, node.source),
    ImportExpression: (node) => visit(node, node.source),
    ExportNamedDeclaration: (node) => visit(node, node.source),
    ExportAllDeclaration: (node) => visit(node, node.source),
    TSImportType: (node) => visit(node, node.source ?? node.argument),
  };
}

/** `src/datasource/query` for a file in it: the longest of `rooms` that is the file or holds it. */
function roomOf(path, rooms) {
  const holding = Object.keys(rooms).filter((room) => path === room || path.startsWith(`${room}/`));
  return holding.sort((one, other) => other.length - one.length)[0];
}

const within = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/**
 * Options: `rooms`, by folder or file what it may import beside itself; a folder that may be imported opens all that is
 * in it. A file in one of `inside` that is in no room is a problem as well, so that the table stays whole.
 */
const oneWay = {
  meta: { type: 'problem', schema: [{ type: 'object' }] },
  create(context) {
    const [{ rooms, inside }] = context.options;
    const pathOf = (file) => relative(context.cwd, file).split(sep).join('/');
    const path = pathOf(context.filename);
    const room = roomOf(path, rooms);
    if (room === undefined) {
      return inside.some((folder) => within(path, folder))
        ? {
            Program: (node) => context.report({ node, message: `${path} is in no room: name it in lint/rooms.mjs.` }),
          }
        : {};
    }
    return eachImport(context, (node, file) => {
      const other = pathOf(file);
      if (roomOf(other, rooms) !== room && !rooms[room].some((allowed) => within(other, allowed))) {
        context.report({ node, message: `An arrow points back: ${room} may not import ${other}.` });
      }
    });
  },
};

function importsOf(file) {
  return remembered('imports', file, () => {
    const text = /\.[cm]?[jt]sx?$/.test(file) ? readFileSync(file, 'utf8') : '';
    return [...text.matchAll(IMPORT)].map(([, specifier]) => target(file, specifier)).filter(Boolean);
  });
}

/** A shortest way of imports from one file to another, both included; undefined where there is none. */
function way(from, to) {
  const before = new Map([[from, undefined]]);
  for (const file of before.keys()) {
    if (file === to) {
      const path = [];
      for (let step = file; step !== undefined; step = before.get(step)) {
        path.unshift(step);
      }
      return path;
    }
    for (const next of importsOf(file)) {
      if (!before.has(next)) {
        before.set(next, file);
      }
    }
  }
  return undefined;
}

const noCycle = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return eachImport(context, (node, file) => {
      const back = way(file, context.filename);
      if (back) {
        const files = back.map((step) => relative(context.cwd, step).split(sep).join('/'));
        context.report({ node, message: `Imports run in a circle: ${files.join(' → ')}.` });
      }
    });
  },
};

export default { meta: { name: 'arrows', version: '1' }, rules: { 'one-way': oneWay, 'no-cycle': noCycle } };
