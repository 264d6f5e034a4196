/** A row of a table, and the line of the file that it begins in, from 1 on. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** There was more than was read. */
  readonly isCut: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The first line that Excel writes for itself. */
const OWN_LINE = /^sep=(.)\r?\n/i;

/**
 * The rows of a text with one delimiter, as spreadsheets write them: quotes around a cell, doubled inside of it. Empty lines are left out.
 * Reading stops after so many lines or cells: a file of delimiters alone has millions of them.
 */
export function rowsOf(text: string, most: { readonly lines: number; readonly cells: number }): Table {
  const own = OWN_LINE.exec(text);
  const body = own ? text.slice(own[0].length) : text;
  const delimiter = own?.[1] ?? delimiterOf(body);
  const rows: Row[] = [];
  let read = 0;
  let line = own ? 2 : 1;
  let began = line;
  let cells: string[] = [];
  const endRow = () => {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: began, cells });
    cells = [];
    began = line;
  };
  for (let at = 0; at < body.length; ) {
    const { cell, end, lines } = cellAt(body, at, delimiter);
    cells.push(cell);
    read += 1;
    line += lines;
    if (read >= most.cells) {
      endRow();
      return { rows, isCut: end < body.length };
    }
    if (body[end] === delimiter) {
      at = end + 1;
      continue;
    }
    at = body[end] === '\r' && body[end + 1] === '\n' ? end + 2 : end + 1;
    line += 1;
    endRow();
    if (line > most.lines && at < body.length) return { rows, isCut: true };
  }
  endRow();
  return { rows, isCut: false };
}

/** The one that stands most often in the first lines, of those in the very first: only there is nothing but headings. */
function delimiterOf(text: string): string {
  const lines = text.split('\n', 5);
  const head = lines.join('\n');
  const count = (one: string) => head.split(one).length;
  const inFirst = DELIMITERS.filter((one) => lines[0]?.includes(one));
  const [first, ...others] = inFirst.length > 0 ? inFirst : DELIMITERS;
  return others.reduce<string>((best, one) => (count(one) > count(best) ? one : best), first ?? ',');
}

/** One cell: where it ends, and how many lines it goes over. A quote that is never closed is a letter like any other. */
function cellAt(text: string, at: number, delimiter: string) {
  const closing = text[at] === '"' ? closingQuote(text, at + 1) : -1;
  if (closing >= 0) {
    const cell = text.slice(at + 1, closing).replaceAll('""', '"');
    const end = endOfPlain(text, closing + 1, delimiter);
    return { cell: cell + text.slice(closing + 1, end), end, lines: cell.split('\n').length - 1 };
  }
  const end = endOfPlain(text, at, delimiter);
  return { cell: text.slice(at, end), end, lines: 0 };
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}
