import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };
import { variables } from '../../src/config/variables.ts';
import { found, linksOf, type Page, pages, read, root } from './markdown.ts';

const readme = read('README.md');
const inPages = (offences: (page: Page) => readonly string[]) =>
  pages.flatMap((page) => offences(page).map((one) => `${page.path}: ${one}`));

it('the pages are found, and their links', () => {
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/decisions/README.md']));
  expect(linksOf({ path: 'README.md', text: readme })).toEqual(
    expect.arrayContaining(['docs/images/sandbox.png', 'docs/images/sandbox-dark.png', 'CONTRIBUTING.md', 'LICENSE']),
  );
});

describe('what the pages name exists', () => {
  it('files behind links and images', () => {
    const broken = inPages((page) =>
      linksOf(page).filter((link) => !existsSync(new URL(link, new URL(page.path, root)))),
    );
    expect(broken).toEqual([]);
  });

  it('files in code spans', () => {
    const named = /`((?:src|commands|sandbox|tests|docs|locales)\/[\w./-]*\w)`/g;
    expect(found(pages.map(({ text }) => text).join('\n'), named).length).toBeGreaterThan(10);
    expect(inPages(({ text }) => found(text, named).filter((path) => !existsSync(new URL(path, root))))).toEqual([]);
  });

  it('npm scripts', () => {
    const named = /\bnpm (?:run ([\w:-]+)|(test|start)\b)/g;
    expect(found(readme, named)).toEqual(expect.arrayContaining(['sandbox', 'test', 'doctor', 'start']));
    expect(inPages(({ text }) => found(text, named).filter((name) => !(name in manifest.scripts)))).toEqual([]);
  });
});

describe('the settings in docs/settings.md', () => {
  const page = read('docs/settings.md');
  const rows = [...page.matchAll(/^\| (`[A-Z_`, ]+`) \| (.+?) \|/gm)].map(([, names = '', defaults = '']) => ({
    names: found(names, /`([^`]+)`/g),
    defaults: [...defaults.matchAll(/`([^`]+)`/g)].map(([, value]) => value),
  }));

  it('are settings', () => {
    const named = (text: string) => found(text, /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g);
    expect(named(page).length).toBeGreaterThan(15);
    const all = named(page + readme + read('docs/sending.md'));
    expect(all.filter((name) => !variables.some((variable) => variable === name))).toEqual([]);
  });

  it('have the defaults of .env.example', () => {
    const example = read('.env.example');
    const shown = rows.flatMap(({ names, defaults }) =>
      defaults.length === 0 ? [] : names.map((name, index) => `# ${name}=${defaults[index]}`),
    );
    expect(shown.length).toBeGreaterThan(6);
    expect(shown.filter((line) => !example.split('\n').includes(line))).toEqual([]);
  });
});

it('the newest version in the changelog is the one of the package and its lock file', () => {
  const [, newest] = /^## (\d+\.\d+\.\d+) — \d{4}-\d{2}-\d{2}$/m.exec(read('CHANGELOG.md')) ?? [];
  expect(newest).toBe(manifest.version);
  expect([lock.version, lock.packages[''].version]).toEqual([newest, newest]);
});

it('the changelog has a place for what is not released yet, above every version', () => {
  const [first] = found(read('CHANGELOG.md'), /^## (.+)$/gm);
  expect(first).toBe('Unreleased');
});

it('the decisions are all listed, in order', () => {
  const files = pages
    .map(({ path }) => /^docs\/decisions\/(\d{4}-.+)$/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  expect(found(read('docs/decisions/README.md'), /\]\((\d{4}-[^)]+)\)/g)).toEqual(files.sort());
});
