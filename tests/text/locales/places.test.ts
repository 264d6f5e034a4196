import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TextTree } from '../../../src/text/locales.ts';
import { flat, withoutForm } from './compared.ts';
import { places, placesOf } from './lengths.ts';

const root = new URL('../../../', import.meta.url);
const tree: TextTree = JSON.parse(readFileSync(new URL('locales/en-US.json', root), 'utf8'));
const keys = [...new Set(flat(tree).map(([key]) => withoutForm(key)))];

/** Where the code puts a text into a field that Discord limits: `label: t('…')`, `press(route, arg, t('…'))` and the like. */
const uses = [
  /\b(?:label|title|placeholder|description)(?::| =) (?:\w+\.)?t\(([^;]*?)\)[,;\n]/g,
  /\b(?:button|press|keyed|memberButton|replyButton|label|paragraph|hoursField)\((?:[^();]|\([^();]*\))*?\bt\(((?:[^()]|\([^()]*\))*)\)/g,
];
const literals = /'([\w.]+\.[\w.]+)'|`([\w.]+\.[^`]*)`/g;
/** Texts of a picture and of an attachment, which Discord does not limit so. */
const elsewhere = /^stats\.|^setup\.channels\.others\./;

/** The keys that a literal stands for: a template may be several, of which some are meant. */
function keysOf(literal: string): string[] {
  const pattern = literal
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replaceAll('.', '\\.'))
    .join('\\w+');
  return keys.filter((key) => new RegExp(`^${pattern}$`).test(key));
}

it('every text of a label, title, button, placeholder or description has its place among the lengths', () => {
  const found = globSync('{src,commands}/**/*.ts', { cwd: root }).flatMap((path) => {
    const source = readFileSync(new URL(path, root), 'utf8');
    const inside = uses.flatMap((pattern) => [...source.matchAll(pattern)].map(([, argument = '']) => argument));
    return inside.flatMap((one) => [...one.matchAll(literals)].map(([, plain, template]) => plain ?? template ?? ''));
  });
  const literal = [...new Set(found)].filter((one) => !elsewhere.test(one) && keysOf(one).length > 0);
  expect(literal.length).toBeGreaterThan(150);
  expect(literal.filter((one) => keysOf(one).every((key) => placesOf(key).length === 0))).toEqual([]);
});

it('no key stands in two places, and no place is of a key that is gone', () => {
  expect(keys.filter((key) => placesOf(key).length > 1)).toEqual([]);
  expect(new Set(keys.flatMap(placesOf)).size).toBe(Object.keys(places).length);
});
