import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { steps, type Tally, totalTally, ways } from '../../gate/stats/count.ts';
import type { Stats } from '../../gate/stats/stats.ts';
import { colon } from '../../text/colon.ts';
import { arrow, directionMark } from '../../text/direction.ts';
import { enumerated } from '../../text/enumerated.ts';
import type { Text } from '../../text/texts.ts';
import { countryLabel } from '../ui/country.ts';
import { colours, frame, type View } from '../ui/parts.ts';
import { createFormats, type Formats } from './formats.ts';

/** Countries named one by one; the others are counted together. */
const TOP = 8;
/** Characters that Discord takes as a picture's description. */
const LONGEST_DESCRIPTION = 1024;

/** The figures as text, with the picture above them where there is one. @param picture the name of the attached file */
export function statsView(stats: Stats, picture: string | undefined, text: Text, now?: Now): View {
  const formats = createFormats(text);
  const heading = [`## ${formats.heading(stats)}`, `-# ${formats.days(stats)}`, ...nowLine(now, formats, text)].join(
    '\n',
  );
  if (isEmpty(stats)) return frame(colours.calm, [heading, text.t('stats.nothing')]);
  const parts = [membersPart, failuresPart, countriesPart, smsPart].flatMap((part) => part(stats, formats, text) ?? []);
  const gallery: APIComponentInContainer[] = picture
    ? [
        {
          type: ComponentType.MediaGallery,
          items: [{ media: { url: `attachment://${picture}` }, description: description(stats, text) }],
        },
      ]
    : [];
  const display = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [display(heading), ...gallery, ...parts.map(display)],
      },
    ],
  };
}

/** How many are verified now. */
export interface Now {
  readonly verified: number;
  /** How many are on the server, bots included; undefined where Discord did not say. */
  readonly members?: number;
}

function nowLine(now: Now | undefined, { number }: Formats, { t }: Text): string[] {
  if (!now) return [];
  const verified = number(now.verified);
  if (now.members === undefined) return [t('stats.nowAlone', { verified })];
  return [t('stats.now', { verified, members: number(now.members) })];
}

/** Nothing that could be shown happened. */
export function isEmpty({ members, through, sms, failures }: Stats): boolean {
  return through === 0 && steps.every((step) => members[step] === 0) && sms.sent === 0 && failures.length === 0;
}

/** What the picture shows, in words. */
export function description(stats: Stats, text: Text): string {
  const { number } = createFormats(text);
  const counts = steps.map((step) => `${text.t(`stats.step.${step}`)} ${number(stats.members[step])}`);
  const perDay = enumerated(
    stats.days.map(({ verified }) => number(verified)),
    text,
  );
  const all = text.t('stats.picture.description', {
    counts: enumerated([...counts, ...wayWords(stats, text)], text),
    perDay,
  });
  return all.length <= LONGEST_DESCRIPTION ? all : `${all.slice(0, LONGEST_DESCRIPTION - 1)}…`;
}

/** Those who came past the gate without a number, by the way they took; nothing of a way that nobody took. */
function wayWords({ ways: taken }: Stats, text: Text, bold = ''): string[] {
  const { number } = createFormats(text);
  const used = ways.filter((way) => taken[way] > 0);
  return used.map((way) => `${text.t(`stats.way.${way}`)}${colon(text.locale)}${bold}${number(taken[way])}${bold}`);
}

function membersPart(stats: Stats, { number, share, duration }: Formats, text: Text) {
  const { members, through, conversion, medianTime } = stats;
  const { t, locale } = text;
  const without = wayWords(stats, text, '**');
  const counts = steps.map((step) => `${t(`stats.step.${step}`)}${colon(locale)}**${number(members[step])}**`);
  const { ofStarted, ofSent } = conversion;
  const lines = [
    counts.join(' · '),
    without.join(' · '),
    without.length > 0 ? t('stats.through', { total: number(through) }) : '',
    t('stats.conversion', { ofStarted: share(ofStarted), ofSent: share(ofSent) }),
    medianTime === undefined ? '' : t('stats.time', { time: duration(medianTime) }),
    `-# ${t('stats.once')}`,
  ];
  return lines.filter(Boolean).join('\n');
}

function failuresPart({ failures }: Stats, { number }: Formats, { t, locale }: Text) {
  if (failures.length === 0) return undefined;
  const lines = failures.map(
    ({ reason, count }) =>
      `- ${t(`stats.failure.${reason}`)}${directionMark(locale)}${colon(locale)}**${number(count)}**`,
  );
  return [`### ${t('stats.failures')}`, ...lines].join('\n');
}

function countriesPart({ countries }: Stats, { number }: Formats, text: Text) {
  const { t, locale } = text;
  if (countries.length === 0) return undefined;
  const next = arrow(locale);
  const line = (country: string, { sent, delivered, verified }: Omit<Tally, 'started'>) =>
    `- ${directionMark(locale)}${country}${colon(locale)}${number(sent)} ${next} ${number(delivered)} ${next} **${number(verified)}**`;
  const others = countries.slice(TOP);
  const named = others.length === 1 ? countries : countries.slice(0, TOP);
  const label = (country: string) => (country === 'ZZ' ? t('stats.noCountry') : countryLabel(country, text));
  return [
    `### ${t('stats.countries')}`,
    `-# ${t('stats.countriesHint')}`,
    ...named.map((one) => line(label(one.country), one)),
    ...(others.length > 1 ? [line(t('stats.otherCountries', { count: others.length }), totalTally(others))] : []),
  ].join('\n');
}

function smsPart({ sms, bill, channels, members }: Stats, { number, money }: Formats, { t }: Text) {
  if (sms.sent === 0) return undefined;
  const { sent, delivered, undelivered } = sms;
  const counts = t('stats.sms.counts', {
    sent: number(sent),
    delivered: number(delivered),
    undelivered: number(undelivered),
    segments: number(bill.segments),
  });
  const whole = bill.priced === sent;
  const total = bill.costs.map(({ amount, currency }) => money(amount, currency)).join(' + ');
  const ofChannel = ({ channel, sms: own, bill: ownBill }: Stats['channels'][number]) =>
    t(`stats.sms.${channel}`, {
      sent: number(own.sent),
      delivered: number(own.delivered),
      cost: ownBill.costs.map(({ amount, currency }) => money(amount, currency)).join(' + ') || '–',
    });
  const each = bill.costs.map(({ amount, currency }) => money(amount / members.verified, currency)).join(' + ');
  const lines = [
    `### ${t('stats.sms.title')}`,
    counts,
    ...channels.map(ofChannel),
    bill.priced === 0
      ? t('stats.sms.unpriced')
      : whole
        ? t('stats.sms.cost', { cost: total })
        : t('stats.sms.costSoFar', { cost: total, priced: number(bill.priced), sent: number(sent) }),
    bill.priced > 0 && members.verified > 0
      ? t(whole ? 'stats.sms.perVerified' : 'stats.sms.perVerifiedAtLeast', { cost: each })
      : '',
  ];
  return lines.filter(Boolean).join('\n');
}
