import type { Stats } from '../../gate/stats/stats.ts';

type Cell = string | number;

/** A row a UTC day. Costs have a column for each currency; empty where the carrier has reported none. */
export function daysCsv({ days, bill }: Stats): string {
  const currencies = bill.costs.map(({ currency }) => currency);
  return csv(
    [
      'day',
      'started',
      'sent',
      'delivered',
      'verified',
      'approved_by_hand',
      'exempt',
      'let_in',
      'sms',
      'segments',
      'sms_priced',
      ...currencies.map((one) => `cost_${one}`),
    ],
    days.map(({ day, started, sent, delivered, verified, ways, sms, bill: { segments, priced, costs } }) => [
      ...[day, started, sent, delivered, verified, ways.approved, ways.exempted, ways.letIn],
      ...[sms.sent, segments, priced],
      ...currencies.map((one) => costs.find(({ currency }) => currency === one)?.amount ?? ''),
    ]),
  );
}

/** A row a country: ISO 3166-1 alpha-2, and `ZZ` for numbers of none. */
export function countriesCsv({ countries }: Stats): string {
  return csv(
    ['country', 'sent', 'delivered', 'verified'],
    countries.map(({ country, sent, delivered, verified }) => [country, sent, delivered, verified]),
  );
}

/** A row a reason why members did not get on, the most frequent first. */
export function failuresCsv({ failures }: Stats): string {
  return csv(
    ['reason', 'count'],
    failures.map(({ reason, count }) => [reason, count]),
  );
}

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
