import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { isOpenAt, type Opening, type Openings, openHours } from '../../gate/passes/openings.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { Text } from '../../text/texts.ts';
import type { PageContent } from '../setup/pages.ts';
import { press, row, text } from '../setup/views/controls.ts';
import { dated } from '../ui/parts.ts';
import { quoted } from '../ui/quote.ts';
import { roleList } from '../ui/roles.ts';
import { DOOR_REASON, doorFields, doorRoutes } from './ids.ts';

type Form = APIModalInteractionResponseCallbackData;

interface PageParts {
  readonly openings: Pick<Openings, 'latest' | 'count'>;
  readonly clock: { now(): number };
}

/** Openings before this one that are listed. */
const LISTED = 3;
const ARG = 'door';

/** The gate that can be opened to everybody for some hours. */
export function doorPage({ openings, clock }: PageParts): PageContent {
  return async ({ serverId, settings }, words) => {
    const { t } = words;
    const latest = await openings.latest(serverId, LISTED + 1);
    const open = latest.find((one) => isOpenAt(one, clock.now()));
    const roles = givenBy(settings);
    const role = roleList(roles, words) || t('setup.verifiedRole');
    const past = latest.filter((one) => one !== open).slice(0, LISTED);
    const counts = await Promise.all(past.map((one) => openings.count(one)));
    const lines = past.map((one, index) => pastLine(one, counts[index] ?? 0, words));
    const asked = past.find((_, index) => (counts[index] ?? 0) > 0);
    const intro = open
      ? text(openLine(open, words), cameIn(await openings.count(open), words))
      : text(t('door.page.intro'));
    const buttons = open
      ? row(press(doorRoutes.close, ARG, t('door.page.close')), press(doorRoutes.change, ARG, t('door.page.change')))
      : row(
          press(doorRoutes.open, ARG, t('door.page.open'), { style: ButtonStyle.Danger, disabled: roles.length === 0 }),
          ...(asked ? [press(doorRoutes.ask, asked.id, t('door.page.ask'))] : []),
        );
    return [
      intro,
      text(`-# ${t('door.page.needs', { role })}`),
      buttons,
      ...(lines.length > 0 ? [text(`**${t('door.page.past')}**`, ...lines)] : []),
    ] satisfies APIComponentInContainer[];
  };
}

const cameIn = (count: number, { t }: Text) =>
  count === 0 ? t('door.page.nobodyYet') : t('door.page.cameIn', { count });

/** Who has opened the gate, until when and why. */
export const openLine = ({ by, reason, endsAt }: Opening, words: Text): string =>
  words.t('door.page.isOpen', { by: `<@${by}>`, when: dated(endsAt), reason: quoted(reason, words, 100) });

const pastLine = ({ by, openedAt, reason }: Opening, count: number, words: Text) =>
  `- ${words.t('door.page.pastLine', { by: `<@${by}>`, when: dated(openedAt), reason: quoted(reason, words, 60), count })}`;

/** Asks for how long the gate is opened, and why. */
export function openForm({ t }: Text): Form {
  return {
    custom_id: doorRoutes.opened.id(),
    title: t('door.form.open'),
    components: [
      hoursField(t('door.form.hours'), t),
      {
        type: ComponentType.Label,
        label: t('door.form.reason'),
        description: t('door.form.reasonHint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: doorFields.reason,
          style: TextInputStyle.Short,
          min_length: DOOR_REASON.least,
          max_length: DOOR_REASON.most,
          required: true,
        },
      },
    ],
  };
}

/** Asks for how long, from now on, the gate stays open. */
export function changeForm({ t }: Text): Form {
  return {
    custom_id: doorRoutes.changed.id(),
    title: t('door.form.change'),
    components: [hoursField(t('door.form.hoursFromNow'), t)],
  };
}

const hoursField = (label: string, t: Text['t']): Form['components'][number] => ({
  type: ComponentType.Label,
  label,
  component: {
    type: ComponentType.StringSelect,
    custom_id: doorFields.hours,
    options: openHours.map((hours) => ({ value: String(hours), label: t('door.form.hour', { count: hours }) })),
    required: true,
  },
});
