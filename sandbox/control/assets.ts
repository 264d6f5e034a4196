import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { Context } from 'hono';

const FOLDER = new URL('../page/', import.meta.url);
const NAME = /^[a-z-]+\.(ts|css|svg|html)$/;

const TYPES: Record<string, string> = {
  ts: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  html: 'text/html; charset=utf-8',
};

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Serves one file of `sandbox/page`. TypeScript goes out with its types stripped, so there is no build step. */
export async function asset(context: Context, name: string): Promise<Response> {
  const extension = NAME.exec(name)?.[1] ?? '';
  const type = TYPES[extension];
  if (type === undefined) return context.text(`The page has no file "${name.slice(0, 60)}".`, 404);
  const text = await readFile(new URL(name, FOLDER), 'utf8').catch(() => undefined);
  if (text === undefined) return context.text(`The page has no file "${name.slice(0, 60)}".`, 404);
  return context.body(extension === 'ts' ? strip(text) : text, 200, { ...HEADERS, 'content-type': type });
}

/** Node calls stripping experimental on every first use; a person who only wants the page need not read that. */
function strip(source: string): string {
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
