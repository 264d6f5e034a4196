import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { otherChannels, type Ways } from '../../../otp/channels/ways.ts';
import { maskPhone } from '../../../otp/number/phone.ts';
import type { Destination } from '../../../otp/sending/send-costs.ts';
import type { CarrierProblem, DeliveryReport, SmsBill } from '../../../otp/sms.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import { causeWords } from '../../member/views/history.ts';
import { createFormats } from '../../stats/formats.ts';
import { when } from '../../ui/parts.ts';
import { fields, modals, type Page } from '../ids.ts';

/** What codes come from: a number or name, a Messaging Service that picks one, or Verify. */
export type Sender =
  | { readonly is: 'number'; readonly from: string }
  | { readonly is: 'service' }
  | { readonly is: 'verify' };

/** What became of a code that an admin had sent to their own phone. */
export type TestDelivery =
  | { readonly is: 'sent'; readonly to: Destination }
  | { readonly is: 'unknown'; readonly to: Destination }
  | ({ readonly is: 'refused'; readonly to: Destination } & CarrierProblem)
  /** A limit or a breaker has no room for it until then, in ms. */
  | { readonly is: 'spent'; readonly until: number }
  /** `seconds` after it was asked for. */
  | { readonly is: 'reported'; readonly to: Destination; readonly report: DeliveryReport; readonly seconds: number };

/** Asks an admin for their own number, and for the channel where there is more than one. */
export function testForm(
  countryCode: string,
  ways: Ways,
  page: Page,
  { t }: Text,
): APIModalInteractionResponseCallbackData {
  const on = otherChannels.filter((channel) => ways[channel]);
  const input = (custom_id: string, max_length: number, required: boolean, value = '') =>
    ({
      type: ComponentType.TextInput,
      custom_id,
      style: TextInputStyle.Short,
      max_length,
      required,
      ...(value && { value }),
    }) as const;
  const channel = {
    type: ComponentType.RadioGroup,
    custom_id: fields.testChannel,
    options: (['sms', ...on] as const).map((one) => ({
      value: one,
      label: t(`setup.test.channel.${one}`),
      default: one === 'sms',
    })),
  } as const;
  return {
    custom_id: modals.test.id(page),
    title: t('setup.test.title'),
    components: [
      { type: ComponentType.TextDisplay, content: t('setup.test.intro') },
      {
        type: ComponentType.Label,
        label: t('number.country'),
        component: input(fields.testCountry, 60, false, countryCode),
      },
      { type: ComponentType.Label, label: t('number.number'), component: input(fields.testNumber, 40, true) },
      ...(on.length > 0
        ? [{ type: ComponentType.Label, label: t('setup.test.how'), component: channel } as const]
        : []),
    ],
  };
}

/** What came of it, as a line of news. */
export function deliveryNews(news: TestDelivery, sender: Sender, text: Text): string {
  const { t } = text;
  if (news.is === 'spent') return `⚠️ ${t('setup.test.spent', { when: when(news.until) })}`;
  const { to } = news;
  const about = {
    channel: t(`setup.test.by.${to.channel}`),
    phone: maskPhone(to.phone),
    sender: sender.is === 'number' ? sender.from : t(`setup.test.sender.${sender.is}`),
  };
  switch (news.is) {
    case 'sent':
      return t('setup.test.sent', about);
    case 'unknown':
      return `⚠️ ${t('setup.test.unknown', about)}`;
    case 'refused':
      return `❌ ${t('setup.test.refused', { ...about, why: reason(news, text) })}`;
    case 'reported': {
      const { report, seconds } = news;
      const known = { ...about, seconds, bill: billWords(report.bill, text) };
      if (report.is === 'failed') return `❌ ${t('setup.test.failed', { ...about, why: reason(report, text) })}`;
      return report.is === 'delivered'
        ? `✅ ${t('setup.test.delivered', known)}`
        : `⚠️ ${t('setup.test.unconfirmed', known)}`;
    }
  }
}

function reason({ problem, code }: { problem: Parameters<typeof causeWords>[0]; code?: number }, text: Text): string {
  const why = causeWords(problem, text);
  return code === undefined ? why : text.t('staffLine.withCode', { why, code });
}

/** Segments and price, as far as Twilio has named them. */
function billWords(bill: SmsBill | undefined, text: Text): string {
  const { t } = text;
  if (!bill) return t('setup.test.noPrice');
  const { segments, price, currency } = bill;
  const counted = t('setup.test.segments', { count: segments });
  if (price === undefined || currency === undefined) return enumerated([counted, t('setup.test.noPrice')], text);
  return enumerated([counted, createFormats(text).money(price, currency)], text);
}
