type Cell = string | number;

/** A table after RFC 4180. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/**
 * Spreadsheets run text that begins like a formula, so such text gets an apostrophe in front. Where a country's spreadsheets part cells by
 * semicolons or tabs, it begins behind each of them, whatever quotes there are.
 */
function quoted(cell: Cell): string {
  const text = typeof cell === 'string' ? cell.replace(/(^|[;\t\r\n])(?=[=+\-@\t\r])/g, "$1'") : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell for what is true, false or not known. */
export const yesOrNo = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'yes' : 'no');
