import type { SmsBill } from '../../otp/sms.ts';

interface Charged {
  readonly segments: number;
  /** As Twilio writes it, which is what it does to the account: `-0.00830`. Missing until it is known. */
  readonly price: unknown;
  /** ISO 4217, in any case. */
  readonly currency: unknown;
}

/** A bill as Twilio writes it; undefined where it does not say yet of how many segments. */
export function billFrom({ segments, price, currency }: Charged): SmsBill | undefined {
  if (!Number.isInteger(segments) || segments < 1) return undefined;
  const charged = chargeOf(price);
  const unit = typeof currency === 'string' ? currency.toUpperCase() : '';
  const isPriced = Number.isFinite(charged) && /^[A-Z]{3}$/.test(unit);
  return { segments, ...(isPriced && { price: charged, currency: unit }) };
}

/** A price without its sign; NaN where there is none. */
export function chargeOf(price: unknown): number {
  return (typeof price === 'string' && price !== '') || typeof price === 'number'
    ? Math.abs(Number(price))
    : Number.NaN;
}
