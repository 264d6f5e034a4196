/** A picture, and the keys of what is said on it. */
export interface Pictured {
  readonly file: string;
  readonly keys: readonly string[];
}

interface Said {
  readonly locale: string;
  /** By key, with each plural form. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly english: ReadonlyMap<string, readonly string[]>;
}

/** The page that has all pictures of a language, with the key of each sentence under it, and what is on none but by itself. */
export function indexPage(pictures: readonly Pictured[], alone: readonly string[], said: Said): string {
  const { locale } = said;
  const row = (key: string) => {
    const cell = (texts: readonly string[] = [], lang: string) =>
      `<td lang="${lang}" dir="auto">${texts.map(escaped).join('<hr>')}</td>`;
    return `<tr><td><code>${escaped(key)}</code></td>${cell(said.texts.get(key), locale)}${cell(said.english.get(key), 'en')}</tr>`;
  };
  const table = (keys: readonly string[]) => `<table>${[...keys].sort().map(row).join('\n')}</table>`;
  const figures = pictures.map(
    ({ file, keys }) =>
      `<figure id="${escaped(file)}"><img src="${escaped(file)}" alt="" loading="lazy"><details><summary>${keys.length} texts</summary>${table(keys)}</details></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Latchkey in ${escaped(locale)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; color-scheme: light dark; }
  figure { margin: 0 0 2.5rem; } img { max-width: 100%; border: 1px solid #8886; border-radius: 0.5rem; }
  table { border-collapse: collapse; width: 100%; } td { border: 1px solid #8886; padding: 0.3rem 0.6rem; vertical-align: top; }
  td:first-child { width: 22%; word-break: break-all; } td { width: 39%; white-space: pre-wrap; }
</style>
<h1>Latchkey in ${escaped(locale)}</h1>
<p>Each picture is something that Latchkey shows. Under it are its texts with their keys in <code>locales/${escaped(locale)}.json</code>, next to the English ones.
A sentence with gaps is filled in here as in one real case.</p>
${figures.join('\n')}
<h2>${alone.length} texts that are in no flow of the tests</h2>
${table(alone)}
`;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
