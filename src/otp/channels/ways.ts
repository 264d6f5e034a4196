import type { Channel } from '../sms.ts';

/** The channels besides SMS, which are off until the operator switches them on. */
export type OtherChannel = Exclude<Channel, 'sms'>;
export const otherChannels: readonly OtherChannel[] = ['call', 'whatsapp'];

/**
 * Where a channel is on: for numbers of these countries, ISO 3166-1 alpha-2; for all where there are none. A channel that is missing is
 * off.
 */
export type Ways = Readonly<Partial<Record<OtherChannel, { readonly countries: readonly string[] }>>>;

/** Whether a channel is on for numbers of a country. */
export function isOn(channel: OtherChannel, { country }: { readonly country: string }, ways: Ways): boolean {
  const way = ways[channel];
  return way !== undefined && (way.countries.length === 0 || way.countries.includes(country));
}
