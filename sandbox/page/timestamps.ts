const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
] as const;

const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** A `<t:…:style>` timestamp in words. `at` and `now` in ms; an unknown style reads as Discord's default, `f`. */
export function timestamp(at: number, style: string, now: number, locale: string): string {
  return style === 'R'
    ? relative(at - now, locale)
    : new Intl.DateTimeFormat(locale, FORMATS[style] ?? FORMATS.f).format(at);
}

function relative(difference: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  // Rounded to none, it is not in the future.
  let value = Math.round(difference / 1000) || -0;
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) return words.format(value, unit);
    value = Math.round(value / size);
  }
  return words.format(value, 'year');
}
