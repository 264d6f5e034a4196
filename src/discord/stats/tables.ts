import type { Stats } from '../../gate/stats/stats.ts';
import { csv } from '../ui/csv.ts';

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
